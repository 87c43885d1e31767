import { durationMs } from '../protocol/audio-format.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { AudioPaths } from '../runtime/session-controls.ts';
import type { FrameAudio } from './recording.ts';

/** The number of items that are remembered, to know where in its item a piece of audio begins. */
const MAX_ITEMS = 64;

type AudioDelta = Extract<ServerEvent, { readonly type: 'audio-delta' }>;
type AppendAudio = Extract<ClientCommand, { readonly type: 'append-audio' }>;

/** Counts the audio that frames carry. */
export class FrameAudioCounter {
  readonly #readPaths: () => AudioPaths | null;
  readonly #receivedMs = new Map<ItemId, number>();
  #sentMs = 0;

  constructor(readPaths: () => AudioPaths | null) {
    this.#readPaths = readPaths;
  }

  /** `null` before the formats are known. */
  receive({ itemId, audio }: AudioDelta): FrameAudio | null {
    const format = this.#readPaths()?.outputFormat;
    if (!format) return null;
    const offsetMs = this.#receivedMs.get(itemId) ?? 0;
    const lengthMs = durationMs(audio.byteLength, format);
    this.#receivedMs.delete(itemId);
    this.#receivedMs.set(itemId, offsetMs + lengthMs);
    for (const oldest of this.#receivedMs.keys()) {
      if (this.#receivedMs.size <= MAX_ITEMS) break;
      this.#receivedMs.delete(oldest);
    }
    return { side: 'agent', itemId, offsetMs, durationMs: lengthMs };
  }

  send({ audio }: AppendAudio): FrameAudio | null {
    const format = this.#readPaths()?.inputFormat;
    if (!format) return null;
    const offsetMs = this.#sentMs;
    const lengthMs = durationMs(audio.byteLength, format);
    this.#sentMs += lengthMs;
    return { side: 'user', itemId: null, offsetMs, durationMs: lengthMs };
  }
}
