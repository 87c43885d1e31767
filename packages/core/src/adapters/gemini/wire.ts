import type { ProviderAdapter } from '../../protocol/provider-adapter.ts';
import { Decoder } from './decode.ts';
import { Encoder } from './encode.ts';
import { readClose } from './errors.ts';
import { factsOf } from './facts.ts';
import type { GeminiCapabilities } from './facts.ts';
import { Line } from './line.ts';
import type { GeminiOptions } from './options.ts';
import { planConnection } from './plan.ts';

/** The adapter with all that is needed once there is a connection. */
export function createWire(options: GeminiOptions = {}): ProviderAdapter<GeminiCapabilities> {
  return {
    ...factsOf(options),
    plan: (input) => planConnection(options, input),
    createCodec(opening = { connection: 0, resumeHandle: null }) {
      const line = new Line(options, opening);
      const [decoder, encoder] = [new Decoder(line), new Encoder(line)];
      return {
        decode: (frame) => decoder.decode(frame),
        encode: (command) => encoder.encode(command),
        pauseInput: () => encoder.pauseInput(),
      };
    },
    readClose,
  };
}
