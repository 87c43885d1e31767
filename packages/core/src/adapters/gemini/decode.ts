import type { ServerEvent } from '../../protocol/server-event.ts';
import type { Line } from './line.ts';
import { duration, list, object, text } from './read.ts';
import type { Untrusted } from './read.ts';
import { Talk } from './talk.ts';
import type { WireServerMessages } from './wire-types.ts';

/** The longest frame that is read, in bytes or characters: one without end must not take the page's memory with it. */
const MAX_FRAME_LENGTH = 64 * 1024 * 1024;

type Readers = {
  readonly [Name in keyof WireServerMessages]: (
    talk: Talk,
    value: Untrusted<WireServerMessages[Name]>,
  ) => void;
};

/**
 * Every message of the server, in the order in which those that share a frame are read: what a turn has used comes in the
 * frame that ends it.
 */
export const READERS: Readers = {
  setupComplete: (talk, value) => talk.configure(value),
  usageMetadata: (talk, value) => talk.noteUsage(value),
  interactionStatus: (talk, value) => talk.noteStatus(value),
  // The type file calls the field otherwise than the wire does; both are read.
  voiceActivity: (talk, { type, voiceActivityType, audioOffset }) =>
    talk.noteVoice(text(type ?? voiceActivityType).endsWith('START'), duration(audioOffset)),
  // Not verified: only some accounts are sent it.
  voiceActivityDetectionSignal: (talk, { vadSignalType }) =>
    talk.noteVoice(text(vadSignalType).endsWith('SOS'), null),
  toolCall: (talk, { functionCalls }) => {
    for (const call of list(functionCalls)) talk.callTool(object(call));
  },
  toolCallCancellation: (talk, { ids }) => {
    for (const id of list(ids)) talk.withdraw(text(id));
  },
  serverContent: (talk, value) => talk.take(value),
  sessionResumptionUpdate: (talk, { resumable, newHandle }) => {
    // While the model works there is none; the one before it stays good for what was before.
    if (resumable === true && text(newHandle))
      talk.emit({ type: 'resume-handle-received', handle: text(newHandle) });
  },
  goAway: (talk, { timeLeft }) => talk.emit({ type: 'session-expiring', remainingMs: duration(timeLeft) }),
};

const malformed = (reason: string): readonly ServerEvent[] => [{ type: 'malformed', reason }];

/** Reads the frames of one connection, which are text or binary and may hold several events. */
export class Decoder {
  readonly #talk: Talk;

  constructor(line: Line) {
    this.#talk = new Talk(line);
  }

  decode(frame: string | ArrayBuffer): readonly ServerEvent[] {
    const length = typeof frame === 'string' ? frame.length : frame.byteLength;
    if (length > MAX_FRAME_LENGTH) return malformed('an endless frame');
    let wire: unknown;
    try {
      wire = JSON.parse(typeof frame === 'string' ? frame : new TextDecoder().decode(frame));
    } catch {
      // Not JSON is what `malformed` is for; the parser's own message would quote what users said.
      return malformed('not JSON');
    }
    const message = object<WireServerMessages>(wire);
    const known = Object.entries(READERS).filter(([name]) => Object.hasOwn(message, name));
    if (known.length === 0) {
      const [wireType] = Array.isArray(wire) || typeof wire === 'string' ? [] : Object.keys(message);
      return wireType === undefined ? malformed('no message') : [{ type: 'unknown', wireType }];
    }
    for (const [name, read] of known) {
      const value = message[name as keyof WireServerMessages];
      if (value != null) (read as (talk: Talk, value: unknown) => void)(this.#talk, value);
    }
    return this.#talk.release();
  }
}
