import type { LazyAdapter } from '../../protocol/provider-adapter.ts';
import { adapterFacts } from './capabilities.ts';
import type { GeminiCapabilities } from './capabilities.ts';
import type { GeminiOptions } from './options.ts';

export type { GeminiOptions, GeminiToolOptions, VisionResolution } from './options.ts';

/**
 * Creates the adapter for Gemini Live (BidiGenerateContent) over WebSocket.
 *
 * @example
 * ```ts
 * const adapter = gemini({ tools: { get_weather: { scheduling: 'interrupt' } } });
 * ```
 */
export function gemini(options: GeminiOptions = {}): LazyAdapter<GeminiCapabilities> {
  return {
    ...adapterFacts(options),
    load: async () => (await import('./adapter.ts')).createAdapter(options),
  };
}
