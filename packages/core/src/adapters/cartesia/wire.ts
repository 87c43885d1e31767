import type { Capabilities } from '../../protocol/capabilities.ts';
import type { AdapterFacts, ProviderAdapter } from '../../protocol/provider-adapter.ts';
import { createDecoder } from './decode.ts';
import { createEncoder, writeEvent } from './encode.ts';
import { readClose } from './errors.ts';
import type { Memory } from './memory.ts';
import type { CartesiaOptions } from './options.ts';
import { planConnection } from './plan.ts';

/** The adapter with all that is needed once there is a connection. */
export function createWire<Can extends Capabilities>(
  isLine: boolean,
  facts: AdapterFacts<Can>,
  options: CartesiaOptions = {},
): ProviderAdapter<Can> {
  return {
    ...facts,
    plan: (input) => planConnection(isLine, options, input),
    createCodec() {
      const memory: Memory = {
        isLine,
        prefix: '',
        count: 0,
        calls: new Map(),
      };
      return {
        decode: createDecoder(memory),
        encode: createEncoder(memory, facts.inputFormat, options),
        encodeVendorEvent: (event) => writeEvent(memory, event),
      };
    },
    readClose,
  };
}
