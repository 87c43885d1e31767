import type { LazyAdapter } from '../../protocol/provider-adapter.ts';
import { factsOf } from './facts.ts';
import type { OpenAIOptions } from './options.ts';

export type { OpenAIOptions } from './options.ts';

/**
 * The adapter for OpenAI Realtime (GA protocol) over WebRTC or WebSocket, and for every server that speaks the same.
 *
 * @example
 * ```ts
 * const adapter = openai({ model: 'gpt-realtime-2.1-mini' });
 * ```
 */
export function openai(options: OpenAIOptions = {}): LazyAdapter {
  return { ...factsOf(options), load: async () => (await import('./wire.ts')).createWire(options) };
}
