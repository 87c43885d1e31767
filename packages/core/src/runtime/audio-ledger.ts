import type { ItemId } from '../protocol/conversation-item.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { InternalState } from '../session/internal-state.ts';
import { continuesPlayout } from '../session/received-audio.ts';
import type { ReceivedAudio, SessionInput } from '../session/session-input.ts';
import type { Clock } from '../util/clock.ts';

type AudioDelta = Extract<ServerEvent, { readonly type: 'audio-delta' }>;

export interface AudioLedgerOptions {
  /** The number of the connection that the audio arrives on. */
  readonly connection: number;
  readonly clock: Clock;
  readonly readInternalState: () => InternalState;
  /** Whether inputs wait that came before this audio, so that the state does not show yet what they change. */
  readonly isBusy: () => boolean;
  readonly play: (itemId: ItemId, audio: Uint8Array<ArrayBuffer>) => void;
  readonly take: (input: SessionInput) => void;
  readonly report: (error: unknown) => void;
}

/**
 * Plays audio that continues an item without a step of the session, and counts it. The rules receive the sum with the next
 * event, before any other input, and at most once a frame while audio arrives.
 */
export class AudioLedger {
  readonly #options: AudioLedgerOptions;
  #itemId: ItemId = '';
  #byteLength = 0;

  constructor(options: AudioLedgerOptions) {
    this.#options = options;
  }

  /** Plays a chunk. Returns false for audio that the rules decide about: the first of an item, and audio of a cut one. */
  play({ itemId, responseId, audio }: AudioDelta): boolean {
    const { connection, isBusy, readInternalState, play, report } = this.#options;
    if (isBusy() || !continuesPlayout(readInternalState(), { connection, itemId, responseId })) return false;
    if (itemId !== this.#itemId) {
      this.settle();
      this.#itemId = itemId;
    }
    this.#byteLength += audio.byteLength;
    try {
      play(itemId, audio);
    } catch (error) {
      report(error);
    }
    return true;
  }

  /** Returns the sum for the event that it goes with, and begins another one; `null` where there is none. */
  takeSum(): ReceivedAudio | null {
    const byteLength = this.#byteLength;
    this.#byteLength = 0;
    return byteLength > 0 ? { itemId: this.#itemId, byteLength } : null;
  }

  /** Hands the sum to the rules. */
  settle(): void {
    const { connection, clock, take } = this.#options;
    const audio = this.takeSum();
    if (audio) take({ type: 'audio-received', connection, ...audio, atMs: clock.now() });
  }
}
