import { aborted, isAborted } from '../errors/aborted.ts';

interface Closable {
  close(): void;
}

interface Opening<Resource> {
  promise: Promise<Resource>;
  readonly supersede: () => void;
}

/**
 * Holds one resource of which the last choice wins. Openings overlap: a later choice does not wait for an earlier one. The
 * earlier one is superseded: its signal aborts, its promise rejects with `aborted`, and what it still opens is closed.
 * A failure leaves the current resource in place.
 */
export class Latest<Resource extends Closable> {
  readonly #what: string;
  #current: Resource | null = null;
  #opening: Opening<Resource> | null = null;

  /** @param what the resource in error messages, as a noun with an article */
  constructor(what: string) {
    this.#what = what;
  }

  get current(): Resource | null {
    return this.#current;
  }

  get isOpening(): boolean {
    return this.#opening !== null;
  }

  /** Opens a resource in place of the current one. `open` runs within this call, inside the user's gesture. */
  replace(open: (signal: AbortSignal) => Promise<Resource>): Promise<Resource> {
    this.#supersede();
    const controller = new AbortController();
    let supersede = () => {};
    const superseded = new Promise<never>((_, reject) => {
      supersede = () => {
        reject(aborted(this.#what));
        controller.abort();
      };
    });
    const opening: Opening<Resource> = { promise: superseded, supersede };
    this.#opening = opening;
    opening.promise = Promise.race([this.#open(open, controller.signal), superseded]);
    return opening.promise;
  }

  async #open(open: (signal: AbortSignal) => Promise<Resource>, signal: AbortSignal): Promise<Resource> {
    try {
      const next = await open(signal);
      if (signal.aborted) {
        next.close();
        throw aborted(this.#what);
      }
      const before = this.#current;
      this.#current = next;
      before?.close();
      return next;
    } finally {
      if (!signal.aborted) this.#opening = null;
    }
  }

  #supersede(): void {
    const opening = this.#opening;
    this.#opening = null;
    opening?.supersede();
  }

  /** Closes the current resource and supersedes what is being opened: whatever arrives later is closed. */
  clear(): void {
    this.#supersede();
    const before = this.#current;
    this.#current = null;
    before?.close();
  }

  /** Forgets a resource that ended by itself. Returns false when it is not the current one. */
  forget(resource: Resource): boolean {
    if (this.#current !== resource) return false;
    this.#current = null;
    return true;
  }

  /** Waits until the newest choice is open or has failed; what was superseded meanwhile is not waited for. */
  async settled(): Promise<Resource | null> {
    for (let opening = this.#opening; opening; opening = this.#opening) {
      try {
        await opening.promise;
      } catch (error) {
        // `opening` failed by itself, or the choice that superseded it is waited for in its place.
        if (!this.#opening && !isAborted(error)) throw error;
      }
    }
    return this.#current;
  }
}
