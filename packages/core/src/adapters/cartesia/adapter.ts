import type { Capabilities } from '../../protocol/capabilities.ts';
import type { AdapterFacts, ProviderAdapter } from '../../protocol/provider-adapter.ts';
import type { CartesiaProtocol } from './capabilities.ts';
import { CodecState } from './codec-state.ts';
import { decode } from './decode.ts';
import { encode, encodeVendorEvent } from './encode.ts';
import { readClose } from './errors.ts';
import type { CartesiaOptions } from './options.ts';
import { planConnection } from './plan.ts';

/** Creates the adapter with everything that a connection needs. */
export function createAdapter<Can extends Capabilities>(
  options: CartesiaOptions,
  facts: AdapterFacts<Can>,
  protocol: CartesiaProtocol,
): ProviderAdapter<Can> {
  return {
    ...facts,
    plan: (input) => planConnection(options, input, protocol),
    createCodec(opening) {
      const state = new CodecState(options, facts, opening, protocol);
      return {
        decode: (frame) => decode(state, frame),
        encode: (command) => encode(state, command),
        encodeVendorEvent: (event) => encodeVendorEvent(state, event),
      };
    },
    readClose,
  };
}
