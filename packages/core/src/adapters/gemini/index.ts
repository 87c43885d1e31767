import type { LazyAdapter } from '../../protocol/provider-adapter.ts';
import { factsOf } from './facts.ts';
import type { GeminiCapabilities } from './facts.ts';
import type { GeminiOptions } from './options.ts';

export type { GeminiOptions, GeminiToolOptions } from './options.ts';

/**
 * The adapter for Gemini Live (BidiGenerateContent) over WebSocket. What the vendor cannot do is written in its type.
 *
 * @example
 * ```ts
 * const adapter = gemini({ tools: { get_weather: { scheduling: 'interrupt' } } });
 * ```
 */
export function gemini(options: GeminiOptions = {}): LazyAdapter<GeminiCapabilities> {
  return { ...factsOf(options), load: async () => (await import('./wire.ts')).createWire(options) };
}
