import type { RealtimeSession } from '@repartee/core';

/**
 * Starts an idle session for a message, which waits for the connection. Returns whether the message may be sent: not where the
 * budget refuses the start, because the message would wait unseen and be sent with a later one.
 */
export function startForMessage(session: RealtimeSession): boolean {
  if (session.store.getState().status !== 'idle') return true;
  const refusal = session.budget?.refusal();
  // A failure is in the state, or an `error` event told it.
  session.connect().catch(() => {});
  return !refusal;
}
