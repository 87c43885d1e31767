import type { ProviderAdapter } from '../../protocol/provider-adapter.ts';
import { createDecoder } from './decode.ts';
import { createEncoder } from './encode.ts';
import { readClose } from './errors.ts';
import { factsOf } from './facts.ts';
import type { CAPABILITIES } from './facts.ts';
import { createMemory } from './memory.ts';
import type { ElevenLabsOptions } from './options.ts';
import { planConnection } from './plan.ts';

/** The adapter with all that is needed once there is a connection. */
export function createWire(options: ElevenLabsOptions = {}): ProviderAdapter<typeof CAPABILITIES> {
  const facts = factsOf(options);
  return {
    ...facts,
    plan: (input) => planConnection(options, input),
    createCodec({ connection } = { connection: 1, resumeHandle: null }) {
      const memory = createMemory(connection, facts.transport === 'webrtc');
      return {
        decode: createDecoder(memory, facts),
        encode: createEncoder(memory, options),
        // What the app rates without saying what is what was said last.
        encodeVendorEvent: (event) => [
          JSON.stringify(event['type'] === 'feedback' ? { event_id: memory.eventId, ...event } : event),
        ],
      };
    },
    readClose,
  };
}
