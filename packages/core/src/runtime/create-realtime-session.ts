import type { LazyAdapter } from '../protocol/provider-adapter.ts';
import { createLazy } from '../util/lazy.ts';
import { completeAdapter } from './complete-adapter.ts';
import type { RealtimeSession } from './realtime-session.ts';
import type { AnyAdapter } from './session-options.ts';
import type { SessionFor, SessionOptionsFor } from './session-for.ts';
import { SessionHandle } from './session-handle.ts';
import type { SessionModules } from './session-loop.ts';
import { resolveStartPorts } from './start-ports.ts';

/** The module of the conversation as every session loads it. */
export const LAZY_MODULES: SessionModules = {
  // Taken by its name: for a whole module a bundler makes an object of its exports, and loads code for that.
  conversation: createLazy(async () => {
    const { assembleConversation } = await import('./assemble-conversation.ts');
    return { assembleConversation };
  }),
  restore: createLazy(() => import('../session/history/restore-conversation.ts')),
};

/**
 * Creates a session. It opens no device and no connection before `connect`. What the vendor of a known
 * adapter cannot do does not compile.
 *
 * @throws RealtimeError `invalid-config` when a tool cannot be declared.
 * @example
 * ```ts
 * const session = createRealtimeSession({
 *   adapter,
 *   credential: '/api/realtime',
 *   config: { instructions: 'You are a concierge.' },
 * });
 * await session.connect();
 * ```
 */
export function createRealtimeSession<Adapter extends AnyAdapter>(
  options: SessionOptionsFor<Adapter>,
): SessionFor<Adapter> {
  const session: RealtimeSession = new SessionHandle(options, resolveStartPorts(options.ports), LAZY_MODULES);
  // The compiler alone denies what a known vendor does not support; the session checks it again.
  return session as SessionFor<Adapter>;
}

/**
 * Loads the modules of a conversation ahead of time, for instance when the pointer enters the button. Otherwise the first
 * `connect` loads them.
 *
 * @throws RealtimeError `module-failed` when a file cannot be loaded; the next call tries again.
 */
export async function preloadRealtimeSession(adapter?: LazyAdapter): Promise<void> {
  await Promise.all([LAZY_MODULES.conversation.load(), adapter && completeAdapter(adapter)]);
}
