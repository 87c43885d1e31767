import { aborted } from '../errors/aborted.ts';

/**
 * Applies a setting to a resource that exists once, such as the output device of an audio context. The last choice wins:
 * one choice is applied at a time, a superseded choice rejects with `aborted` and is skipped where it has not begun, and a
 * failure restores the value that was in force.
 */
export class LatestSetting<Value> {
  readonly #what: string;
  readonly #apply: (value: Value) => Promise<void>;
  #current: Value;
  /** The value that the resource was given last; differs from `#current` when a superseded choice was applied to its end. */
  #applied: Value;
  #queue: Promise<void> = Promise.resolve();
  #generation = 0;
  #supersede: () => void = () => {};

  /** @param what the setting in error messages, as a noun with an article */
  constructor(what: string, initial: Value, apply: (value: Value) => Promise<void>) {
    this.#what = what;
    this.#current = initial;
    this.#applied = initial;
    this.#apply = apply;
  }

  /** The last value that was applied and not superseded. */
  get current(): Value {
    return this.#current;
  }

  /** Applies a value behind the one that is being applied now. */
  set(value: Value): Promise<void> {
    this.cancel();
    const generation = this.#generation;
    return new Promise((resolve, reject) => {
      this.#supersede = () => reject(aborted(this.#what));
      this.#queue = this.#queue.then(() => this.#run(value, generation)).then(resolve, reject);
    });
  }

  async #run(value: Value, generation: number): Promise<void> {
    if (generation !== this.#generation) return;
    try {
      await this.#apply(value);
      this.#applied = value;
    } catch (error) {
      // A newer choice is applied next, so there is nothing to restore for it.
      if (generation === this.#generation && this.#applied !== this.#current) await this.#restore();
      throw error;
    }
    if (generation === this.#generation) this.#current = value;
  }

  async #restore(): Promise<void> {
    const value = this.#current;
    await this.#apply(value).catch(() => {}); // The failure that led here is reported to the caller.
    this.#applied = value;
  }

  /** Supersedes what is being applied or waits. */
  cancel(): void {
    this.#generation += 1;
    this.#supersede();
    this.#supersede = () => {};
  }

  /** Records a value that is in force without `set`. A choice that waits is still applied. */
  record(value: Value): void {
    this.#current = value;
    this.#applied = value;
  }
}
