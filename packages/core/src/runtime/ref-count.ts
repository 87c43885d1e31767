import type { Clock, TimerId } from '../util/clock.ts';

/**
 * Counts the owners of a session. React's StrictMode mounts, unmounts and mounts again within one task: the session closes
 * only after a macrotask without an owner.
 */
export class RefCount {
  readonly #clock: Clock;
  readonly #onAbandoned: () => void;
  #owners = 0;
  #timer: TimerId | null = null;

  constructor(clock: Clock, onAbandoned: () => void) {
    this.#clock = clock;
    this.#onAbandoned = onAbandoned;
  }

  retain(): () => void {
    this.#owners += 1;
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      this.#owners -= 1;
      if (this.#owners === 0) this.#timer = this.#clock.setTimeout(() => this.#abandon(), 0);
    };
  }

  #abandon(): void {
    this.#timer = null;
    if (this.#owners === 0) this.#onAbandoned();
  }
}
