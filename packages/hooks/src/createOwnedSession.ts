import { createRealtimeSession } from '@repartee/core';
import type { RealtimeSession, RealtimeSessionOptions } from '@repartee/core';

import { followBargeIn } from './followBargeIn.ts';

/** A session whose callbacks follow the options of its component. */
export interface OwnedSession {
  readonly session: RealtimeSession;
  /** Takes the options of the last committed render. */
  readonly follow: (options: RealtimeSessionOptions) => void;
}

/**
 * Creates the one session of a component. Functions among the options are called as they are in the last committed
 * render, so that a credential source may close over props. Tools are left out: they are registered by an effect.
 */
export function createOwnedSession(options: RealtimeSessionOptions): OwnedSession {
  let latest = options;
  const { tools: _registeredLater, ...rest } = options;
  const session = createRealtimeSession({
    ...rest,
    bargeIn: followBargeIn(rest.bargeIn, () => latest.bargeIn),
    credential: (request) => latest.credential(request),
    reconnect: (loss) => latest.reconnect?.(loss) ?? null,
    logger: {
      debug: (message, details) => latest.logger?.debug(message, details),
      warn: (message, details) => latest.logger?.warn(message, details),
    },
  });
  return {
    session,
    follow: (next) => {
      latest = next;
    },
  };
}
