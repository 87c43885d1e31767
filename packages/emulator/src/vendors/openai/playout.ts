import { createResampler, floatToPcm16 } from '@repartee/core/audio';
import type { Peer } from '../../webrtc/peer.ts';
import { decodeWire, rateOf } from './audio-format.ts';
import type { FormatName } from './audio-format.ts';
import type { Conversation } from './conversation.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The rate of a call's audio, in samples a second. */
const CALL_RATE_HZ = 48_000;

/** Plays an answer on a media track. */
export interface Speaker {
  play(at: Wire, bytes: Uint8Array, format: FormatName): void;
  /** Marks the end of an item. */
  endItem(itemId: string): void;
  /** Marks the end of a response. */
  endResponse(responseId: string): void;
}

interface Spoken {
  readonly responseId: string;
  readonly contentIndex: number;
  readonly resampler: ReturnType<typeof createResampler>;
}

export interface PlayoutOptions {
  readonly peer: Pick<Peer, 'play' | 'endItem' | 'clear'>;
  readonly conversation: Conversation;
  readonly send: (event: Wire) => void;
}

/** The output buffer of a call. It sends the agent's audio in real time, and truncates an interrupted item at the sent part. */
export class Playout implements Speaker {
  readonly #options: PlayoutOptions;
  readonly #items = new Map<string, Spoken>();
  /** The response that is being played. */
  #audible: string | null = null;
  readonly #finished = new Set<string>();

  constructor(options: PlayoutOptions) {
    this.#options = options;
  }

  play(at: Wire, bytes: Uint8Array, format: FormatName): void {
    const id = String(at['item_id']);
    let item = this.#items.get(id);
    if (!item) {
      const resampler = createResampler({ fromHz: rateOf(format), toHz: CALL_RATE_HZ });
      const contentIndex = Number(at['content_index']);
      item = { responseId: String(at['response_id']), contentIndex, resampler };
      this.#items.set(id, item);
    }
    this.#options.peer.play(id, floatToPcm16(item.resampler.process(decodeWire(bytes, format))));
  }

  endItem(id: string): void {
    const item = this.#items.get(id);
    if (!item) return;
    this.#options.peer.play(id, floatToPcm16(item.resampler.flush()));
    this.#options.peer.endItem(id);
  }

  endResponse(responseId: string): void {
    this.#finished.add(responseId);
    this.#reportStop(responseId);
  }

  /** The first sample of an item has been sent. */
  began(id: string): void {
    const item = this.#items.get(id);
    if (!item || this.#audible === item.responseId) return;
    this.#audible = item.responseId;
    this.#options.send({ type: 'output_audio_buffer.started', response_id: item.responseId });
  }

  /** The last sample of an item has been sent. */
  ended(id: string): void {
    const item = this.#items.get(id);
    this.#items.delete(id);
    if (item) this.#reportStop(item.responseId);
  }

  #reportStop(responseId: string): void {
    const isPlaying = [...this.#items.values()].some((item) => item.responseId === responseId);
    if (isPlaying || !this.#finished.delete(responseId) || this.#audible !== responseId) return;
    this.#audible = null;
    this.#options.send({ type: 'output_audio_buffer.stopped', response_id: responseId });
  }

  /** Stops playback and truncates the conversation at the sent audio. The vendor documents no order of the events. */
  async clear(): Promise<void> {
    const { peer, send } = this.#options;
    const cut = new Map(this.#items);
    const audible = this.#audible ?? [...cut.values()].at(0)?.responseId ?? null;
    this.#items.clear();
    this.#audible = null;
    const played = await peer.clear();
    if (audible === null) return;
    send({ type: 'output_audio_buffer.cleared', response_id: audible });
    for (const [id, { contentIndex }] of cut) this.#truncate(id, contentIndex, played[id] ?? 0);
  }

  #truncate(id: string, contentIndex: number, playedMs: number): void {
    const { conversation, send } = this.#options;
    const endMs = Math.min(playedMs, Math.floor(conversation.find(id)?.audioMs ?? 0));
    try {
      conversation.truncate(id, contentIndex, endMs);
    } catch (error) {
      // A deleted or out-of-band item has nothing to truncate.
      if (error instanceof Refusal) return;
      throw error;
    }
    const about = { item_id: id, content_index: contentIndex, audio_end_ms: endMs };
    send({ type: 'conversation.item.truncated', ...about });
  }
}
