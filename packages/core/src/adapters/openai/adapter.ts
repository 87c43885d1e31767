import type { ProviderAdapter } from '../../protocol/provider-adapter.ts';
import { CodecState } from './codec-state.ts';
import { decode } from './decode.ts';
import { encode, encodeProbe } from './encode.ts';
import { readClose } from './errors.ts';
import { adapterFacts } from './capabilities.ts';
import { writeJson } from '../../util/config-error.ts';
import type { OpenAIOptions } from './options.ts';
import { planConnection } from './plan.ts';

/** The largest event of a client (API reference, November 2026: 15 MiB). */
const MAX_FRAME_BYTES = 15 * 1024 * 1024;

/** Creates the part of the adapter that is loaded with the first connection. */
export function createAdapter(options: OpenAIOptions = {}): ProviderAdapter {
  const facts = adapterFacts(options);
  return {
    ...facts,
    plan: (input) => planConnection(options, input, facts.transport),
    createCodec(opening) {
      const state = new CodecState(options, facts, opening);
      return {
        decode: (frame) => decode(state, frame),
        encode: (command) => encode(state, command),
        encodeVendorEvent: (event) => [writeJson('openai', event)],
        ...(options.dialect !== 'xai' && { encodeProbe }),
      };
    },
    readClose,
    maxFrameBytes: MAX_FRAME_BYTES,
    silenceAfterSpeech: true,
  };
}
