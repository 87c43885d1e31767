import { createRealtimeSession } from '@repartee/core';
import type { RealtimeSession, RealtimeSessionOptions } from '@repartee/core';

/** A session together with the options of the last committed render, which its callbacks read. */
export interface OwnedSession {
  readonly session: RealtimeSession;
  readonly latest: { current: RealtimeSessionOptions };
}

/**
 * Creates the one session of a component. Functions among the options are called as they are in the last committed
 * render, so that a credential source may close over props. Tools are left out: they are registered by an effect.
 */
export function createOwnedSession(options: RealtimeSessionOptions): OwnedSession {
  const latest = { current: options };
  const { tools: _registeredLater, ...rest } = options;
  const session = createRealtimeSession({
    ...rest,
    credential: (request) => latest.current.credential(request),
    reconnect: (loss) => latest.current.reconnect?.(loss) ?? null,
    logger: {
      debug: (message, details) => latest.current.logger?.debug(message, details),
      warn: (message, details) => latest.current.logger?.warn(message, details),
    },
  });
  return { session, latest };
}
