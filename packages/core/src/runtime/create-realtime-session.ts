import { resolvePorts } from './default-ports.ts';
import type { RealtimeSession } from './realtime-session.ts';
import { SessionHandle } from './session-handle.ts';
import type { RealtimeSessionOptions } from './session-options.ts';

/**
 * Creates a session. Nothing is opened and nobody is asked for anything before `connect`.
 *
 * @throws RealtimeError `invalid-config` when a tool cannot be declared.
 * @example
 * ```ts
 * const session = createRealtimeSession({
 *   adapter,
 *   credential: () => fetch('/api/realtime/credential', { method: 'POST' }),
 *   config: { instructions: 'You are a concierge.' },
 * });
 * await session.connect();
 * ```
 */
export function createRealtimeSession(options: RealtimeSessionOptions): RealtimeSession {
  return new SessionHandle(options, resolvePorts(options.ports));
}
