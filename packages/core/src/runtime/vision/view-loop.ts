import type { Clock, TimerId } from '../../util/clock.ts';
import type { ViewPause } from './vision-state.ts';

interface ViewLoopOptions {
  readonly clock: Clock;
  /** Returns the reason to send nothing now; `null` where images may be sent. */
  readonly readPause: () => ViewPause | null;
  readonly onPause: (pause: ViewPause | null) => void;
  /** The time to the next image, in milliseconds. */
  readonly readIntervalMs: () => number;
  /** Takes an image and sends it. */
  readonly show: () => Promise<void>;
  readonly onFailed: (error: unknown) => void;
}

/** The interval at which a paused view checks whether it may send again, in milliseconds. */
const PAUSED_MS = 250;

/** Sends one image after the other: the next one is taken when the last one is on its way, and none waits in a queue. */
export class ViewLoop {
  readonly #options: ViewLoopOptions;
  #timer: TimerId | null = null;
  #isStopped = false;

  constructor(options: ViewLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = null;
    const { readPause, onPause, show, onFailed, readIntervalMs } = this.#options;
    const pause = readPause();
    onPause(pause);
    if (pause !== null) return this.#wait(PAUSED_MS);
    show()
      .catch(onFailed)
      .finally(() => this.#wait(readIntervalMs()));
  }

  #wait(delayMs: number): void {
    if (!this.#isStopped) this.#timer = this.#options.clock.setTimeout(() => this.start(), delayMs);
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer);
  }
}
