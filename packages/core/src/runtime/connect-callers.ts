import { aborted } from '../errors/aborted.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';

interface Caller {
  readonly resolve: () => void;
  readonly reject: (error: RealtimeError) => void;
}

/** The callers of `connect`, by the attempt that they wait for. */
export class ConnectCallers {
  readonly #onAbandoned: () => void;
  /** Callers whose attempt has begun. */
  #current: Caller[] = [];
  /** Callers whose attempt begins with the next `connect-requested`. */
  #next: Caller[] = [];

  /** @param onAbandoned called when the last caller of an attempt has aborted its signal */
  constructor(onAbandoned: () => void) {
    this.#onAbandoned = onAbandoned;
  }

  /** Adds a caller. @param isOpening whether an attempt is being made, which the caller joins */
  wait(isOpening: boolean, signal: AbortSignal | undefined, onFirst: () => void): Promise<void> {
    let abandon = () => {};
    const connected = new Promise<void>((resolve, reject) => {
      const caller = { resolve, reject };
      abandon = () => this.#abandon(caller);
      (isOpening ? this.#current : this.#next).push(caller);
    });
    signal?.addEventListener('abort', abandon, { once: true });
    if (!isOpening && this.#next.length === 1) onFirst();
    return connected.finally(() => signal?.removeEventListener('abort', abandon));
  }

  /** An attempt begins: its callers are settled with it, and not with the one before. */
  begin(): void {
    this.#current.push(...this.#next.splice(0));
  }

  /** The attempt is live, or has failed with an error. */
  settle(error: RealtimeError | null): void {
    for (const caller of this.#current.splice(0)) {
      if (error) caller.reject(error);
      else caller.resolve();
    }
  }

  #abandon(caller: Caller): void {
    const isOther = (other: Caller) => other !== caller;
    this.#current = this.#current.filter(isOther);
    this.#next = this.#next.filter(isOther);
    caller.reject(aborted('The session'));
    if (this.#current.length + this.#next.length === 0) this.#onAbandoned();
  }
}
