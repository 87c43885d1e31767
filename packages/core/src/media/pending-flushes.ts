import type { RenderedItem } from '../audio/playback-queue.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { Clock } from '../util/clock.ts';
import type { Scope } from '../util/scope.ts';
import type { HeardItem } from './speaker-port.ts';

/**
 * How long the audio thread may take to answer a flush, in milliseconds. It takes one block; a context that stands still
 * may take for ever, and then what it told last is the answer.
 */
const PATIENCE_MS = 400;

/** How many flushed items are remembered, so that their late audio is not waited for. */
const MAX_FLUSHED = 1024;

/** What is known of an item on this side of the audio thread. */
interface KnownItem {
  /** When its first audio was given, on the clock of `performance.now()`. */
  readonly givenAtMs: number;
  renderedMs: number;
  heardMs: number;
}

/** The flushes that wait for the audio thread, and what this side knows in case it does not answer. */
export class PendingFlushes {
  readonly #clock: Clock;
  readonly #scope: Scope;
  readonly #answers = new Map<number, (heard: readonly HeardItem[]) => void>();
  /** Items that were given and have neither been finished nor flushed, in order. */
  #line = new Map<ItemId, KnownItem>();
  readonly #flushed = new Set<ItemId>();
  #count = 0;

  constructor(clock: Clock, scope: Scope) {
    this.#clock = clock;
    this.#scope = scope;
    // Whoever waits for an answer gets one.
    scope.add(() => {
      for (const answer of this.#answers.values()) answer([]);
    });
  }

  /** Audio of the item is on its way. Returns whether it will sound: that of a flushed item will not. */
  expect(itemId: ItemId): boolean {
    if (this.#flushed.has(itemId)) return false;
    if (!this.#line.has(itemId))
      this.#line.set(itemId, { givenAtMs: performance.now(), renderedMs: 0, heardMs: 0 });
    return true;
  }

  /** So much has been rendered. */
  note({ itemId, renderedMs }: RenderedItem): void {
    const known = this.#line.get(itemId);
    if (known) known.renderedMs = renderedMs;
  }

  /** Takes what was estimated to be heard and returns it so that it never goes back. */
  advance(itemId: ItemId, heardMs: number): number {
    const known = this.#line.get(itemId);
    if (!known) return heardMs;
    known.heardMs = Math.max(known.heardMs, heardMs);
    return known.heardMs;
  }

  /** A context that has just begun does not know its latency yet: nothing was heard before it was given. */
  notBeforeGiven(itemId: ItemId, atMs: number): number {
    return Math.max(atMs, this.#line.get(itemId)?.givenAtMs ?? atMs);
  }

  forget(itemId: ItemId): void {
    this.#line.delete(itemId);
  }

  begin(): { readonly flushId: number; readonly heard: Promise<readonly HeardItem[]> } {
    const flushId = (this.#count += 1);
    const known = this.#line;
    this.#line = new Map();
    for (const itemId of known.keys()) this.#flushed.add(itemId);
    for (const oldest of this.#flushed) {
      if (this.#flushed.size <= MAX_FLUSHED) break;
      this.#flushed.delete(oldest);
    }
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

  /** What has been rendered is on its way to the ear and cannot be called back: all of it counts as heard. */
  answer(flushId: number, items: readonly RenderedItem[]): void {
    this.#answers.get(flushId)?.(items.map(({ itemId, renderedMs }) => ({ itemId, heardMs: renderedMs })));
  }
}
