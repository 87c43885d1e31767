import type { Clock } from '@repartee/core/server';

interface Waiting {
  readonly deliver: () => void;
  readonly dueMs: number;
}

/** Frames of one direction on their way: in order, delayed, at a limited rate, or held back. Without a fault they pass at once. */
export class FrameQueue {
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  #timer: ReturnType<Clock['setTimeout']> | null = null;
  #holds = 0;
  /** The time at which the last frame is due. The next one is not earlier. */
  #lastDueMs = 0;
  /** Draws the delay of a frame, in milliseconds; `null` for none. */
  delayMs: (() => number) | null = null;
  /** `null` for no limit. */
  bytesPerSecond: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the next frame would have to wait. */
  get isBlocked(): boolean {
    return this.#holds > 0 || this.#waiting.length > 0;
  }

  /** @param bytes size of the frame */
  push(bytes: number, deliver: () => void): void {
    const nowMs = this.#clock.now();
    const busyMs = this.bytesPerSecond === null ? 0 : (bytes / this.bytesPerSecond) * 1000;
    const startMs = this.bytesPerSecond === null ? nowMs : Math.max(nowMs, this.#lastDueMs);
    const dueMs = Math.max(startMs + busyMs + (this.delayMs?.() ?? 0), this.#lastDueMs);
    this.#lastDueMs = dueMs;
    this.#waiting.push({ deliver, dueMs });
    this.#pump();
  }

  /** Holds everything back. Returns a function that ends it; several may overlap. */
  hold(): () => void {
    this.#holds += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holds -= 1;
      this.#pump();
    };
  }

  /** Forgets everything that is on its way. */
  discard(): void {
    this.#waiting = [];
    this.#stopTimer();
  }

  #pump(): void {
    this.#stopTimer();
    while (this.#holds === 0) {
      const next = this.#waiting[0];
      if (!next) return;
      const leftMs = next.dueMs - this.#clock.now();
      if (leftMs > 0) return void (this.#timer = this.#clock.setTimeout(() => this.#pump(), leftMs));
      this.#waiting.shift();
      next.deliver();
    }
  }

  #stopTimer(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
