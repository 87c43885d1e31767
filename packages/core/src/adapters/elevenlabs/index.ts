import type { LazyAdapter } from '../../protocol/provider-adapter.ts';
import { factsOf } from './facts.ts';
import type { CAPABILITIES } from './facts.ts';
import type { ElevenLabsOptions } from './options.ts';

export type { ElevenLabsOptions } from './options.ts';

/**
 * The adapter for ElevenLabs Agents over WebSocket. The agent is set up at the vendor; what a conversation does
 * differently (instructions, voice, language, model) must be allowed in the agent's settings.
 *
 * @example
 * ```ts
 * const adapter = elevenlabs({ agentId: 'agent_1' });
 * ```
 */
export function elevenlabs(options: ElevenLabsOptions = {}): LazyAdapter<typeof CAPABILITIES> {
  const facts = factsOf(options);
  return { ...facts, load: async () => (await import('./wire.ts')).createWire(options) };
}
