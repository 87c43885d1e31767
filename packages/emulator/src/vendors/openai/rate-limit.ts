import type { Clock } from '@repartee/core/server';
import type { Wire } from './frames.ts';

/** Tokens a minute of a small account: the emulator's own choice. The emulator never refuses a request for it. */
const TOKENS_PER_MINUTE = 40_000;

/** Counts an account's remaining tokens, which refill over time. */
export class RateLimit {
  readonly #clock: Clock;
  #used = 0;
  #countedAtMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#countedAtMs = clock.now();
  }

  /** Subtracts tokens and describes the rest. */
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
