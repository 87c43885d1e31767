import { durationMs } from '../protocol/audio-format.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { Clock } from '../util/clock.ts';
import type { Scope } from '../util/scope.ts';

/**
 * With so much audio handed over and not played yet, more of it is in no hurry, in milliseconds. A page whose main thread
 * stands still for less than this gets on without a gap.
 */
const AHEAD_MS = 500;

/** How long audio that is in no hurry is collected, in milliseconds. */
const COLLECT_MS = 50;

/** Chunks of one item, in order. */
export interface ChunkParcel {
  readonly itemId: ItemId;
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
}

/** What a mail is made with. */
export interface ChunkMailOptions {
  readonly format: AudioFormat;
  readonly clock: Clock;
  readonly scope: Scope;
  readonly post: (parcels: readonly ChunkParcel[], transfer: Transferable[]) => void;
}

/**
 * Hands chunks over to the audio thread. A message costs more than the audio in it, and vendors send much faster than is
 * played: what comes in one task goes in one message, and what is far ahead waits for more.
 */
export class ChunkMail {
  readonly #options: ChunkMailOptions;
  #parcels: { itemId: ItemId; chunks: Uint8Array<ArrayBuffer>[] }[] = [];
  #bytes = 0;
  #isScheduled = false;
  #cancelTimer: (() => void) | null = null;
  /** When everything that was handed over has been played, at the earliest. */
  #aheadUntilMs = 0;

  constructor(options: ChunkMailOptions) {
    this.#options = options;
  }

  add(itemId: ItemId, chunk: Uint8Array<ArrayBuffer>): void {
    const last = this.#parcels.at(-1);
    if (last?.itemId === itemId) last.chunks.push(chunk);
    else this.#parcels.push({ itemId, chunks: [chunk] });
    this.#bytes += chunk.byteLength;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const { clock, scope } = this.#options;
    if (this.#aheadUntilMs - clock.now() > AHEAD_MS)
      this.#cancelTimer = scope.timeout(clock, () => this.send(), COLLECT_MS);
    else queueMicrotask(() => this.send());
  }

  /** Sends what has been collected. Called before every other message, it keeps their order. */
  send(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#isScheduled = false;
    if (this.#bytes === 0) return;
    const parcels = this.#parcels;
    const { clock, format, post } = this.#options;
    this.#aheadUntilMs = Math.max(this.#aheadUntilMs, clock.now()) + durationMs(this.#bytes, format);
    this.#parcels = [];
    this.#bytes = 0;
    post(
      parcels,
      parcels.flatMap(({ chunks }) => chunks.map(({ buffer }) => buffer)),
    );
  }

  /** What was handed over is not to be played any more: whatever comes next is urgent. */
  reset(): void {
    this.#aheadUntilMs = 0;
  }
}
