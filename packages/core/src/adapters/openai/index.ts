import type { LazyAdapter } from '../../protocol/provider-adapter.ts';
import { adapterFacts } from './capabilities.ts';
import type { OpenAIOptions } from './options.ts';

export type { OpenAIOptions } from './options.ts';

/**
 * Creates the adapter for OpenAI Realtime (GA protocol) over WebRTC or WebSocket, and for other servers of the protocol.
 *
 * @example
 * ```ts
 * const adapter = openai({ model: 'gpt-realtime-2.1-mini' });
 * ```
 */
export function openai(options: OpenAIOptions = {}): LazyAdapter {
  return {
    ...adapterFacts(options),
    load: async () => (await import('./adapter.ts')).createAdapter(options),
  };
}
