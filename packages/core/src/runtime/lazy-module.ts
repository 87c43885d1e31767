import type { RealtimeError } from '../errors/realtime-error.ts';
import type { Lazy } from '../util/lazy.ts';

interface Use<Module> {
  readonly act: (module: Module) => void;
  readonly settle: (error: RealtimeError | null) => void;
}

/** Takes what went wrong, once for each failed load and each use that threw, and returns the error for what waited. */
type Report = (cause: unknown) => RealtimeError;

/**
 * A module that a session loads with its first use. Uses wait, in their order, until it is loaded. A failed load is
 * reported once and settles the uses that waited with its error; the next use tries again.
 */
export class LazyModule<Module> {
  readonly #source: Lazy<Module>;
  readonly #report: Report;
  readonly #waiting: Use<Module>[] = [];
  #isLoading = false;

  constructor(source: Lazy<Module>, report: Report) {
    this.#source = source;
    this.#report = report;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /**
   * Runs `act` with the module: within the call where it is loaded, else behind the uses that wait already.
   *
   * @param settle called in place of `act` when the load failed, or with `null` when the use was cancelled.
   */
  use(act: (module: Module) => void, settle: (error: RealtimeError | null) => void = () => {}): void {
    const { loaded } = this.#source;
    if (loaded !== null && !this.#isLoading) return act(loaded);
    this.#waiting.push({ act, settle });
    if (!this.#isLoading) void this.#load();
  }

  /** Runs `act` behind the uses that wait. Does nothing where none does. */
  useBehind(act: (module: Module) => void): void {
    if (this.#isLoading) this.#waiting.push({ act, settle: () => {} });
  }

  /** Cancels the uses that wait. */
  cancel(): void {
    for (const { settle } of this.#waiting.splice(0)) this.#guard(() => settle(null));
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    try {
      const module = await this.#source.load();
      for (let use = this.#waiting.shift(); use; use = this.#waiting.shift()) this.#run(use, module);
      this.#isLoading = false;
    } catch (cause) {
      this.#isLoading = false;
      const error = this.#report(cause);
      for (const { settle } of this.#waiting.splice(0)) this.#guard(() => settle(error));
    }
  }

  #run({ act, settle }: Use<Module>, module: Module): void {
    try {
      act(module);
    } catch (cause) {
      const error = this.#report(cause);
      this.#guard(() => settle(error));
    }
  }

  #guard(run: () => void): void {
    try {
      run();
    } catch (cause) {
      this.#report(cause);
    }
  }
}
