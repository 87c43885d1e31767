import type { Clock } from '@repartee/core';
import type { Wire } from './frames.ts';

/** Tokens a minute of a small account: the emulator's own choice. Nobody is refused for it. */
const TOKENS_PER_MINUTE = 40_000;

/** Counts down what an account may use and fills it up again with time. */
export class RateLimit {
  readonly #clock: Clock;
  #used = 0;
  #countedAtMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#countedAtMs = clock.now();
  }

  /** Takes tokens away and describes what is left. */
  spend(tokens: number): Wire {
    const nowMs = this.#clock.now();
    const freed = ((nowMs - this.#countedAtMs) / 60_000) * TOKENS_PER_MINUTE;
    this.#countedAtMs = nowMs;
    this.#used = Math.min(TOKENS_PER_MINUTE, Math.max(0, this.#used - freed) + tokens);
    const remaining = Math.floor(TOKENS_PER_MINUTE - this.#used);
    const resetSeconds = Math.round((this.#used / TOKENS_PER_MINUTE) * 60_000) / 1000;
    return { name: 'tokens', limit: TOKENS_PER_MINUTE, remaining, reset_seconds: resetSeconds };
  }
}
