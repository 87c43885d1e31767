import { durationMs } from '../protocol/audio-format.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { Clock } from '../util/clock.ts';
import type { Scope } from '../util/scope.ts';

/** The posted and unplayed audio, in milliseconds, below which audio does not wait for a timer. */
const URGENT_MS = 80;

/** Audio that is not urgent waits for a fifth of the audio ahead of it, and for no more than this, in milliseconds. */
const MAX_COLLECT_MS = 50;

/** The audio of one item that has arrived since the message before. */
export interface ChunkBatch {
  readonly itemId: ItemId;
  readonly audio: Uint8Array<ArrayBuffer>;
}

export interface ChunkBatcherOptions {
  readonly format: AudioFormat;
  readonly clock: Clock;
  readonly scope: Scope;
  readonly post: (batches: readonly ChunkBatch[], transfer: Transferable[]) => void;
  /** Calls `send` behind the tasks that the page has in its queue, also in a hidden page. */
  readonly sendSoon: () => void;
}

interface Collected {
  readonly itemId: ItemId;
  readonly chunks: Uint8Array<ArrayBuffer>[];
  byteLength: number;
}

/**
 * Posts chunks to the audio thread. A message costs more than the audio in it, and vendors send much faster than is played:
 * the chunks of one task go in one message, and audio that is ahead of playback waits for more. What waits is shorter than
 * what is ahead of it, so a timer that is on time leaves no gap. A browser may hold the timers of a hidden, silent page up
 * for a second or more: audio that waits then, with nothing behind it to send it on, can follow after a gap.
 */
export class ChunkBatcher {
  readonly #options: ChunkBatcherOptions;
  #collected: Collected[] = [];
  #byteLength = 0;
  /** The collected bytes that do not wait for the timer. */
  #maxBytes = Infinity;
  #isScheduled = false;
  #cancelTimer: (() => void) | null = null;
  /** The earliest time at which everything that was posted has been played. */
  #aheadUntilMs = 0;

  constructor(options: ChunkBatcherOptions) {
    this.#options = options;
  }

  /** Takes a chunk, which may share its buffer with others: it is copied into the message. */
  add(itemId: ItemId, chunk: Uint8Array<ArrayBuffer>): void {
    let last = this.#collected.at(-1);
    if (last?.itemId !== itemId) this.#collected.push((last = { itemId, chunks: [], byteLength: 0 }));
    last.chunks.push(chunk);
    last.byteLength += chunk.byteLength;
    this.#byteLength += chunk.byteLength;
    if (!this.#isScheduled) this.#schedule();
    if (this.#byteLength < this.#maxBytes) return;
    this.#maxBytes = Infinity;
    this.#options.sendSoon();
  }

  #schedule(): void {
    this.#isScheduled = true;
    const { clock, scope, format } = this.#options;
    const aheadMs = this.#aheadUntilMs - clock.now();
    if (aheadMs <= 0) return queueMicrotask(this.#sendTask);
    this.#maxBytes = aheadMs / durationMs(1, format);
    if (aheadMs < URGENT_MS) return void (this.#maxBytes = 0);
    this.#cancelTimer = scope.timeout(clock, this.#sendTask, Math.min(aheadMs / 5, MAX_COLLECT_MS));
  }

  readonly #sendTask = (): void => this.send();

  /** Posts what has been collected. It is called before every other message, which keeps their order. */
  send(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#isScheduled = false;
    this.#maxBytes = Infinity;
    if (this.#byteLength === 0) return;
    const { clock, format, post } = this.#options;
    const batches = this.#collected.map(({ itemId, chunks, byteLength }) => ({
      itemId,
      audio: join(chunks, byteLength),
    }));
    this.#aheadUntilMs = Math.max(this.#aheadUntilMs, clock.now()) + durationMs(this.#byteLength, format);
    this.#collected = [];
    this.#byteLength = 0;
    post(
      batches,
      batches.map(({ audio }) => audio.buffer),
    );
  }

  /** The posted audio will not be played, so the next chunk is urgent. */
  reset(): void {
    this.#aheadUntilMs = 0;
  }
}

/** Copying a chunk takes a hundredth of the time of transferring one more buffer. */
function join(chunks: readonly Uint8Array<ArrayBuffer>[], byteLength: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(byteLength);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
