import type { ProviderAdapter } from '../../protocol/provider-adapter.ts';
import { writeJson } from '../../util/config-error.ts';
import { adapterFacts } from './capabilities.ts';
import type { GeminiCapabilities } from './capabilities.ts';
import { CodecState } from './codec-state.ts';
import { decode } from './decode.ts';
import { encode, encodePause } from './encode.ts';
import { readClose } from './errors.ts';
import type { GeminiOptions } from './options.ts';
import { planConnection } from './plan.ts';

/** Creates the adapter with everything that a connection needs. */
export function createAdapter(options: GeminiOptions = {}): ProviderAdapter<GeminiCapabilities> {
  const facts = adapterFacts(options);
  return {
    ...facts,
    plan: (input) => planConnection(options, input),
    createCodec(opening) {
      const state = new CodecState(options, facts, opening);
      return {
        decode: (frame) => decode(state, frame),
        encode: (command) => encode(state, command),
        encodeVendorEvent: (event) => [writeJson('gemini', event)],
        pauseInput: () => encodePause(state),
      };
    },
    readClose,
  };
}
