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
  protocol: CartesiaProtocol,
  facts: AdapterFacts<Can>,
  options: CartesiaOptions = {},
): ProviderAdapter<Can> {
  return {
    ...facts,
    plan: (input) => planConnection(protocol, options, input),
    createCodec() {
      const state = new CodecState(protocol);
      return {
        decode: (frame) => decode(state, frame),
        encode: (command) => encode(state, facts.inputFormat, options, command),
        encodeVendorEvent: (event) => encodeVendorEvent(state, event),
      };
    },
    readClose,
  };
}
