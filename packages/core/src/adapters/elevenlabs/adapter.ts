import type { ProviderAdapter } from '../../protocol/provider-adapter.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { adapterFacts } from './capabilities.ts';
import type { ElevenLabsCapabilities } from './capabilities.ts';
import { CodecState } from './codec-state.ts';
import { decode } from './decode.ts';
import { encode, encodeVendorEvent } from './encode.ts';
import { readClose } from './errors.ts';
import type { ElevenLabsOptions } from './options.ts';
import { planConnection } from './plan.ts';

/** Creates the adapter with everything that a connection needs. */
export function createAdapter(options: ElevenLabsOptions = {}): ProviderAdapter<ElevenLabsCapabilities> {
  const facts = adapterFacts(options);
  const { transport } = options;
  const firstMessage: FirstMessage = { isOverridden: false, isRefused: false };
  return {
    ...facts,
    plan: (input) => planConnection(options, input),
    createCodec(opening) {
      const repeatFirstMessage = options.repeatFirstMessage || firstMessage.isRefused;
      const state = new CodecState({ ...options, repeatFirstMessage }, facts, opening);
      const playout = typeof transport === 'object' ? transport.createPlayout() : null;
      return {
        decode: (frame) => {
          const events = decode(state, frame).map((event) => forgive(event, firstMessage));
          return playout ? playout.follow(events) : events;
        },
        encode(command) {
          if (command.type === 'configure' && command.isInitial)
            firstMessage.isOverridden = !repeatFirstMessage && Boolean(command.history?.length);
          return encode(state, command);
        },
        encodeVendorEvent: (event) => encodeVendorEvent(state, event),
      };
    },
    readClose(close) {
      const verdict = readClose(close);
      if (!verdict || !isRefusal(close.reason, firstMessage)) return verdict;
      firstMessage.isRefused = true;
      return { ...verdict, isRetryable: true, retryLimit: 1 };
    },
  };
}

/**
 * The state of the agent's first message. It is all that outlives a connection. Agents allow no overrides by default, and
 * refuse the one that keeps the agent from greeting again: the next connection goes without.
 */
interface FirstMessage {
  isOverridden: boolean;
  isRefused: boolean;
}

function isRefusal(words: string, { isOverridden }: FirstMessage): boolean {
  return isOverridden && words.includes('first_message');
}

/** The close that follows a refusal decides. */
function forgive(event: ServerEvent, firstMessage: FirstMessage): ServerEvent {
  if (event.type !== 'error-received' || !isRefusal(event.error.message, firstMessage)) return event;
  return { ...event, error: { ...event.error, effect: 'benign' } };
}
