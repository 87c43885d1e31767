import type { LazyAdapter } from '../../protocol/provider-adapter.ts';
import { adapterFacts } from './capabilities.ts';
import type { ElevenLabsCapabilities } from './capabilities.ts';
import type { ElevenLabsOptions } from './options.ts';

export type { ElevenLabsOptions } from './options.ts';

/**
 * Creates the adapter for ElevenLabs Agents. The agent is configured at ElevenLabs. Its settings must allow each override that a
 * conversation uses: instructions, voice, language, model.
 *
 * @example
 * ```ts
 * const adapter = elevenlabs({ agentId: 'agent_1' });
 * ```
 */
export function elevenlabs(options: ElevenLabsOptions = {}): LazyAdapter<ElevenLabsCapabilities> {
  const facts = adapterFacts(options);
  return { ...facts, load: async () => (await import('./adapter.ts')).createAdapter(options) };
}
