import type { ProviderAdapter } from '../../protocol/provider-adapter.ts';
import { decodeFrame } from './decode.ts';
import { createEncoder } from './encode.ts';
import { readClose } from './errors.ts';
import { factsOf } from './facts.ts';
import type { OpenAIOptions } from './options.ts';
import { planConnection } from './plan.ts';

/** The adapter with all that is needed once there is a connection. */
export function createWire(options: OpenAIOptions = {}): ProviderAdapter {
  const facts = factsOf(options);
  return {
    ...facts,
    plan: (input) => planConnection(options, input, facts.transport),
    createCodec() {
      const called = new Set<string>();
      return { decode: (frame) => decodeFrame(frame, called), encode: createEncoder(facts) };
    },
    readClose,
  };
}
