import type { RenderedItem } from '../audio/playback-queue.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { Clock } from '../util/clock.ts';
import type { Scope } from '../util/scope.ts';
import type { HeardItem } from './speaker-port.ts';

/**
 * The time limit for the audio thread's answer to a flush, in milliseconds. It needs one block. A suspended context may
 * never answer; its last report then counts as the answer.
 */
const PATIENCE_MS = 400;

/** The number of flushed items that are remembered, so that nothing waits for their late audio. */
const MAX_FLUSHED = 256;

interface KnownItem {
  /** The time at which its first audio was given, on the clock of `performance.now()`. */
  readonly givenAtMs: number;
  renderedMs: number;
  heardMs: number;
}

/** The flushes that wait for the audio thread, and the last report of each item in case it does not answer. */
export class PendingFlushes {
  readonly #clock: Clock;
  readonly #scope: Scope;
  readonly #answers = new Map<number, (heard: readonly HeardItem[]) => void>();
  /** Items that were given and have neither been finished nor flushed, in order. */
  #queued = new Map<ItemId, KnownItem>();
  #flushed = new Set<ItemId>();
  #count = 0;

  constructor(clock: Clock, scope: Scope) {
    this.#clock = clock;
    this.#scope = scope;
    // A flush that waits when the speaker is closed resolves with nothing heard.
    scope.add(() => {
      for (const answer of this.#answers.values()) answer([]);
    });
  }

  /** Audio of the item is on its way. Returns whether it will sound: that of a flushed item will not. */
  expect(itemId: ItemId): boolean {
    if (this.#flushed.has(itemId)) return false;
    if (!this.#queued.has(itemId))
      this.#queued.set(itemId, { givenAtMs: performance.now(), renderedMs: 0, heardMs: 0 });
    return true;
  }

  /** Records how much of an item has been rendered. */
  recordRendered({ itemId, renderedMs }: RenderedItem): void {
    const known = this.#queued.get(itemId);
    if (known) known.renderedMs = renderedMs;
  }

  /** Takes an estimate of what was heard and returns one that never decreases. */
  advance(itemId: ItemId, heardMs: number): number {
    const known = this.#queued.get(itemId);
    if (!known) return heardMs;
    known.heardMs = Math.max(known.heardMs, heardMs);
    return known.heardMs;
  }

  /** A context that has just begun does not know its latency yet: nothing was heard before it was given. */
  notBeforeGiven(itemId: ItemId, atMs: number): number {
    return Math.max(atMs, this.#queued.get(itemId)?.givenAtMs ?? atMs);
  }

  forget(itemId: ItemId): void {
    this.#queued.delete(itemId);
  }

  begin(): { readonly flushId: number; readonly heard: Promise<readonly HeardItem[]> } {
    const flushId = (this.#count += 1);
    const known = this.#queued;
    this.#queued = new Map();
    this.#flushed = new Set([...this.#flushed, ...known.keys()].slice(-MAX_FLUSHED));
    const heard = new Promise<readonly HeardItem[]>((resolve) => {
      const cancel = this.#scope.timeout(
        this.#clock,
        () =>
          this.answer(
            flushId,
            [...known].map(([itemId, { renderedMs }]) => ({ itemId, renderedMs })),
          ),
        PATIENCE_MS,
      );
      this.#answers.set(flushId, (answer) => {
        this.#answers.delete(flushId);
        cancel();
        resolve(answer);
      });
    });
    return { flushId, heard };
  }

  /** Rendered audio cannot be taken back from the device: all of it counts as heard. */
  answer(flushId: number, items: readonly RenderedItem[]): void {
    this.#answers.get(flushId)?.(items.map(({ itemId, renderedMs }) => ({ itemId, heardMs: renderedMs })));
  }
}
