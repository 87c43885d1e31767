import type { LazyAdapter } from '../protocol/provider-adapter.ts';
import type { BargeInFor } from './barge-in-options.ts';
import { LAZY_PARTS } from './parts.ts';
import type { RealtimeSession } from './realtime-session.ts';
import type { AnyAdapter, RealtimeSessionOptions } from './session-options.ts';
import type { SessionFor } from './session-for.ts';
import { SessionHandle } from './session-handle.ts';
import { resolveStartPorts } from './start-ports.ts';

/**
 * Creates a session. Nothing is opened and nobody is asked for anything before `connect`. What the vendor of a known
 * adapter cannot do does not compile.
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
export function createRealtimeSession<Adapter extends AnyAdapter>(
  options: RealtimeSessionOptions<Adapter> & { readonly bargeIn?: BargeInFor<Adapter['capabilities']> },
): SessionFor<Adapter> {
  const session: RealtimeSession = new SessionHandle(options, resolveStartPorts(options.ports), LAZY_PARTS);
  return session as SessionFor<Adapter>;
}

/**
 * Loads what a conversation needs before somebody begins one, for instance when a pointer comes near the button. Without
 * it the same is loaded by the first `connect`.
 *
 * @throws whatever the platform throws when a file cannot be fetched; the next call tries again.
 */
export async function preloadRealtimeSession(adapter?: LazyAdapter): Promise<void> {
  await Promise.all([LAZY_PARTS.engine.load(), adapter?.load()]);
}
