import type { SessionState } from '../session/session-state.ts';
import { createIsolatedStore } from '../util/readable-store.ts';
import type { ReadableStore } from '../util/readable-store.ts';

/**
 * Publishes the state to the store's listeners. Streamed text is published at most once a frame, however many deltas arrive;
 * every other change, such as status and phase, is published at once.
 */
export class StorePublisher {
  readonly store: ReadableStore<SessionState>;
  readonly #set: (state: SessionState) => void;
  #latest: SessionState;

  constructor(initial: SessionState, onListenerError: (error: unknown) => void) {
    ({ store: this.store, set: this.#set } = createIsolatedStore(initial, onListenerError));
    this.#latest = initial;
  }

  /**
   * Takes a state. Returns whether it waits for `flush`, which the next frame is to call.
   *
   * @param isDueNow whether an event about this state follows, so that its listeners must find it in the store
   */
  publish(state: SessionState, isDueNow: boolean): boolean {
    const before = this.#latest;
    if (state === before && !isDueNow) return false;
    this.#latest = state;
    if (!isDueNow && isOnlyWords(before, state)) return true;
    this.flush();
    return false;
  }

  flush(): void {
    // The store tells its listeners of another state only.
    this.#set(this.#latest);
  }
}

/** Whether two states differ in the text of entries alone. */
function isOnlyWords(before: SessionState, after: SessionState): boolean {
  const fields = Object.keys(after) as (keyof SessionState)[];
  return (
    before.transcript.order === after.transcript.order &&
    fields.every((field) => field === 'transcript' || before[field] === after[field])
  );
}
