import { createBackoff, createRealtimeSession } from '@repartee/core';
import type {
  CredentialOption,
  CredentialSource,
  HistoryOptions,
  RealtimeSession,
  RealtimeSessionOptions,
} from '@repartee/core';

import type { ConversationPersistence } from './ConversationKeeper.ts';
import { followBargeIn } from './followBargeIn.ts';

type OwnedOptions = RealtimeSessionOptions & { readonly persistence?: ConversationPersistence };

/** A session whose callbacks are those of its component's last committed render. */
export interface OwnedSession {
  readonly session: RealtimeSession;
  /** Stores the options of a committed render. */
  readonly follow: (options: OwnedOptions) => void;
}

/**
 * Creates the session of a component. Its callbacks read the options of the last committed render, so that they can close
 * over props. An effect registers the tools.
 */
export function createOwnedSession(options: OwnedOptions): OwnedSession {
  let latest = options;
  const backoff = createBackoff();
  const { tools: _registeredLater, speech, persistence, history, ...rest } = options;
  const session = createRealtimeSession({
    ...rest,
    ...(speech && {
      speech: { ...speech, credential: (request) => sourceOf((latest.speech ?? speech).credential)(request) },
    }),
    ...(history && { history: followHistory(history, persistence !== undefined, () => latest.history) }),
    bargeIn: followBargeIn(rest.bargeIn, () => latest.bargeIn),
    credential: (request) => sourceOf(latest.credential)(request),
    // Not a function that asks the policy: with `false`, the session opens no second connection for a path that may be dead either.
    get reconnect() {
      return latest.reconnect ?? backoff;
    },
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

/** Asks the source of the last render. An address is left to core, which loads the code for it with the conversation. */
const sourceOf = (option: CredentialOption): CredentialSource =>
  typeof option === 'string' ? () => Promise.resolve({ endpoint: option }) : option;

/** With a storage, the conversation to begin with is chosen when the storage has been read. */
function followHistory(
  { initial, summarize, ...limits }: HistoryOptions,
  hasStorage: boolean,
  latest: () => HistoryOptions | undefined,
): HistoryOptions {
  return {
    ...limits,
    ...(initial && !hasStorage && { initial }),
    ...(summarize && {
      summarize: (entries, options) => (latest()?.summarize ?? summarize)(entries, options),
    }),
  };
}
