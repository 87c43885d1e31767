import type { Capabilities } from '../../protocol/capabilities.ts';
import type { LazyAdapter } from '../../protocol/provider-adapter.ts';
import { factsOf, LINE, MANAGED } from './facts.ts';
import type { CartesiaOptions } from './options.ts';

export type { CartesiaOptions } from './options.ts';

function create<Can extends Capabilities>(
  isLine: boolean,
  capabilities: Can,
  options: CartesiaOptions,
): LazyAdapter<Can> {
  const facts = factsOf(capabilities, options);
  return { ...facts, load: async () => (await import('./wire.ts')).createWire(isLine, facts, options) };
}

/**
 * The adapter for Cartesia's Managed Agents over WebSocket. What the agent says, with which voice and with which tools, is
 * set where the agent is made, or for one call by the minter's `config`.
 *
 * @example
 * ```ts
 * const adapter = cartesia({ agentId: 'agent_1' });
 * ```
 */
export function cartesia(options: CartesiaOptions = {}): LazyAdapter<typeof MANAGED> {
  return create(false, MANAGED, options);
}

/**
 * The adapter for agents that were deployed as code with Line, over Line's stream. `instructions` and `voice` are given to
 * the agent's code with the call; custom events go through `session.sendVendorEvent({ event: 'custom', metadata })`.
 *
 * @example
 * ```ts
 * const adapter = cartesiaLine({ agentId: 'agent_1' });
 * ```
 */
export function cartesiaLine(options: CartesiaOptions = {}): LazyAdapter<typeof LINE> {
  return create(true, LINE, options);
}
