import type { Clock } from '../util/clock.ts';

interface Attempt {
  readonly number: number;
  readonly start: () => void;
}

export interface WaitingAttemptOptions {
  readonly clock: Clock;
  /** The attempt is made now, for `null`, or at another time. */
  readonly onScheduled: (connection: number, nextAttemptAtMs: number | null) => void;
}

/** An attempt to connect that waits for its time. */
export class WaitingAttempt {
  readonly #options: WaitingAttemptOptions;
  #attempt: Attempt | null = null;
  #cancelTimer: () => void = () => {};

  constructor(options: WaitingAttemptOptions) {
    this.#options = options;
  }

  get isWaiting(): boolean {
    return this.#attempt !== null;
  }

  wait(attempt: Attempt, delayMs: number): void {
    const { clock } = this.#options;
    this.cancel();
    this.#attempt = attempt;
    const timer = clock.setTimeout(() => this.start(), delayMs);
    this.#cancelTimer = () => clock.clearTimeout(timer);
  }

  /** Makes the attempt now. */
  start(): void {
    const attempt = this.#attempt;
    if (!attempt) return;
    this.cancel();
    this.#options.onScheduled(attempt.number, null);
    attempt.start();
  }

  reschedule(delayMs: number): void {
    const attempt = this.#attempt;
    if (!attempt) return;
    this.wait(attempt, delayMs);
    this.#options.onScheduled(attempt.number, this.#options.clock.now() + delayMs);
  }

  cancel(): void {
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    this.#attempt = null;
  }
}
