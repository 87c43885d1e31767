import type { ServerEvent } from '../../protocol/server-event.ts';

type Events = readonly ServerEvent[];

/*
 * LiveKit reports who is heard in the room outside of ElevenLabs' messages. The room passes it on as frames, so that all events
 * have one order. The codec does not know these frames, and the playout below does.
 */

/** Frame type: the agent is heard in the room. */
export const ROOM_SPEAKING = 'room_speaking';

/** Frame type: the agent is silent. */
export const ROOM_SILENT = 'room_silent';

/**
 * Follows what a room plays. Its audio is a track, and the messages only give the times of its letters. The playout takes the
 * events of each frame and adds `playout-started` and `playout-stopped`.
 */
export class RoomPlayout {
  #isSpeaking = false;
  /** The agent's last message, whose audio may continue. */
  #messageId: string | null = null;
  /** The last message has ended. */
  #isDone = false;
  /** The message that is being played. */
  #playingId: string | null = null;

  follow(events: Events): Events {
    const wasDone = this.#isDone;
    const followed = events.flatMap((event) => this.#take(event, wasDone));
    // ElevenLabs stops the track of a message that was interrupted.
    if (events.some(({ type }) => type === 'output-interrupted')) this.#messageId = this.#playingId = null;
    return followed;
  }

  #take(event: ServerEvent, wasDone: boolean): Events {
    switch (event.type) {
      case 'unknown':
        return this.#takeSpeaking(event) ?? [event];
      case 'response-started':
        this.#messageId = event.responseId;
        this.#isDone = false;
        return [event];
      // The track carries the audio.
      case 'audio-delta':
        return this.#start();
      case 'word-times-received':
        return [...this.#start(), event];
      case 'response-done':
        this.#isDone = true;
        return [event, ...this.#stop()];
      case 'turn-committed':
        // A message that was done before the user's turn does not continue after it.
        if (wasDone) this.#messageId = null;
        return [event];
      default:
        return [event];
    }
  }

  #takeSpeaking({ wireType }: Extract<ServerEvent, { type: 'unknown' }>): Events | null {
    if (wireType !== ROOM_SPEAKING && wireType !== ROOM_SILENT) return null;
    this.#isSpeaking = wireType === ROOM_SPEAKING;
    return this.#isSpeaking ? this.#start() : this.#stop();
  }

  /** A message is played from its first audio or letters. */
  #start(): Events {
    const responseId = this.#messageId;
    if (!responseId || this.#playingId === responseId) return [];
    this.#playingId = responseId;
    return [{ type: 'playout-started', responseId }];
  }

  /** A message has been played when it is done and the agent is silent. Silence alone is a pause. */
  #stop(): Events {
    const responseId = this.#playingId;
    const isOver = this.#isDone || responseId !== this.#messageId;
    if (!responseId || !isOver || this.#isSpeaking) return [];
    this.#playingId = null;
    return [{ type: 'playout-stopped', responseId }];
  }
}
