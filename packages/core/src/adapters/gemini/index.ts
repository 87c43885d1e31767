import type { LazyAdapter } from '../../protocol/provider-adapter.ts';
import { factsOf } from './facts.ts';
import type { GeminiFacts } from './facts.ts';
import type { GeminiOptions } from './options.ts';

export type { GeminiOptions, GeminiToolOptions } from './options.ts';

/** The adapter of Gemini Live. What it cannot do is written in its type. */
export type GeminiAdapter = GeminiFacts & LazyAdapter;

/**
 * The adapter for Gemini Live (BidiGenerateContent) over WebSocket.
 *
 * @example
 * ```ts
 * const adapter = gemini({ tools: { get_weather: { scheduling: 'interrupt' } } });
 * ```
 */
export function gemini(options: GeminiOptions = {}): GeminiAdapter {
  return { ...factsOf(options), load: async () => (await import('./wire.ts')).createWire(options) };
}
