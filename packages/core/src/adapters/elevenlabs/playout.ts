import type { ServerEvent } from '../../protocol/server-event.ts';

type Events = readonly ServerEvent[];

/*
 * What the room itself tells is no message of the vendor's. It comes as a frame all the same, so that everything has one
 * order; the codec does not know it, and the playout below does.
 */

/** The agent is heard in the room. */
export const ROOM_SPEAKING = 'room_speaking';

/** The agent has fallen silent. */
export const ROOM_SILENT = 'room_silent';

/**
 * Follows what is played in a room, where the sound comes as a track, and in the messages only when it sounds. It is given
 * what each frame has brought, and puts the beginnings and ends of the playout into it.
 */
export class Playout {
  #isSpeaking = false;
  /** The agent's last message, which may go on. */
  #told: string | null = null;
  /** All of it has been told. */
  #isDone = false;
  /** The message that is being played. */
  #playing: string | null = null;

  follow(events: Events): Events {
    const wasDone = this.#isDone;
    const followed = events.flatMap((event) => this.#note(event, wasDone));
    // What was cut does not go on, and its sound ends at the vendor.
    if (events.some(({ type }) => type === 'output-interrupted')) this.#told = this.#playing = null;
    return followed;
  }

  #note(event: ServerEvent, wasDone: boolean): Events {
    switch (event.type) {
      case 'unknown':
        return this.#noteSpeaking(event) ?? [event];
      case 'response-started':
        this.#told = event.responseId;
        this.#isDone = false;
        return [event];
      // The sound is a track's.
      case 'audio-delta':
        return this.#begin();
      case 'output-words-timed':
        return [...this.#begin(), event];
      case 'response-done':
        this.#isDone = true;
        return [event, ...this.#end()];
      case 'turn-committed':
        // What had been told to its end before the user's turn does not go on behind it.
        if (wasDone) this.#told = null;
        return [event];
      default:
        return [event];
    }
  }

  #noteSpeaking({ wireType }: Extract<ServerEvent, { type: 'unknown' }>): Events | null {
    if (wireType !== ROOM_SPEAKING && wireType !== ROOM_SILENT) return null;
    this.#isSpeaking = wireType === ROOM_SPEAKING;
    return this.#isSpeaking ? this.#begin() : this.#end();
  }

  /** A message is played as soon as it sounds. */
  #begin(): Events {
    const responseId = this.#told;
    if (!responseId || this.#playing === responseId) return [];
    this.#playing = responseId;
    return [{ type: 'playout-started', responseId }];
  }

  /** Its sound is over when all of it has been told, and the agent has fallen silent: a pause alone is no end. */
  #end(): Events {
    const responseId = this.#playing;
    const isOver = this.#isDone || responseId !== this.#told;
    if (!responseId || !isOver || this.#isSpeaking) return [];
    this.#playing = null;
    return [{ type: 'playout-stopped', responseId }];
  }
}
