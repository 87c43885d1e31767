import type { Capabilities } from '../../protocol/capabilities.ts';
import type { LazyAdapter } from '../../protocol/provider-adapter.ts';
import { adapterFacts, LINE, MANAGED } from './capabilities.ts';
import type { CartesiaProtocol } from './capabilities.ts';
import type { CartesiaOptions } from './options.ts';

export type { CartesiaOptions } from './options.ts';

function create<Can extends Capabilities>(
  options: CartesiaOptions,
  capabilities: Can,
  protocol: CartesiaProtocol,
): LazyAdapter<Can> {
  const facts = adapterFacts(options, capabilities);
  return {
    ...facts,
    load: async () => (await import('./adapter.ts')).createAdapter(options, facts, protocol),
  };
}

/**
 * Creates the adapter for Cartesia's managed agents over WebSocket. Instructions, voice and tools are settings of the agent; the
 * minter's `config` can change some of them for one call.
 *
 * @example
 * ```ts
 * const adapter = cartesia({ agentId: 'agent_1' });
 * ```
 */
export function cartesia(options: CartesiaOptions = {}): LazyAdapter<typeof MANAGED> {
  return create(options, MANAGED, 'managed');
}

/**
 * Creates the adapter for agents that were deployed as code with Line. The agent's code gets `instructions` and `voice` with the
 * call. `session.sendVendorEvent({ event: 'custom', metadata })` sends it custom events.
 *
 * @example
 * ```ts
 * const adapter = cartesiaLine({ agentId: 'agent_1' });
 * ```
 */
export function cartesiaLine(options: CartesiaOptions = {}): LazyAdapter<typeof LINE> {
  return create(options, LINE, 'line');
}
