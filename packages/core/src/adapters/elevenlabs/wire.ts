import type { ProviderAdapter } from '../../protocol/provider-adapter.ts';
import { createEncoder } from './encode.ts';
import { readClose } from './errors.ts';
import { factsOf } from './facts.ts';
import type { CAPABILITIES } from './facts.ts';
import type { ElevenLabsOptions } from './options.ts';
import { planConnection } from './plan.ts';
import { Talk } from './talk.ts';

/** The adapter with all that is needed once there is a connection. */
export function createWire(options: ElevenLabsOptions = {}): ProviderAdapter<typeof CAPABILITIES> {
  const facts = factsOf(options);
  const { transport } = options;
  return {
    ...facts,
    plan: (input) => planConnection(options, input),
    createCodec(opening) {
      const talk = new Talk(opening?.connection ?? 1, facts);
      const playout = typeof transport === 'object' ? transport.createPlayout() : null;
      return {
        decode: (frame) => playout?.follow(talk.decode(frame)) ?? talk.decode(frame),
        encode: createEncoder(talk, options),
        // What the app rates without saying what is what was said last.
        encodeVendorEvent: (event) => [
          JSON.stringify(event['type'] === 'feedback' ? { event_id: talk.eventId, ...event } : event),
        ],
      };
    },
    readClose,
  };
}
