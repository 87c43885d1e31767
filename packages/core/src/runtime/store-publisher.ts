import { createStore } from 'zustand/vanilla';
import type { SessionState } from '../session/session-state.ts';
import type { ReadableStore } from '../util/readable-store.ts';

/**
 * Publishes state to those who watch. Words that stream are told at most once a frame, however many deltas came; all
 * else, status and phase above all, is told at once.
 */
export class StorePublisher {
  readonly store: ReadableStore<SessionState>;
  readonly #set: (state: SessionState) => void;
  readonly #scheduleFrame: (callback: () => void) => () => void;
  #latest: SessionState;
  #cancelFrame: (() => void) | null = null;

  constructor(initial: SessionState, scheduleFrame: (callback: () => void) => () => void) {
    const store = createStore<SessionState>(() => initial);
    this.store = {
      getState: store.getState,
      getInitialState: store.getInitialState,
      subscribe: store.subscribe,
    };
    this.#set = (state) => store.setState(state, true);
    this.#scheduleFrame = scheduleFrame;
    this.#latest = initial;
  }

  /** Takes the newest state; `isDueNow` tells that listeners are about to be told of something in it. */
  publish(state: SessionState, isDueNow: boolean): void {
    const before = this.#latest;
    if (state === before && !isDueNow) return;
    this.#latest = state;
    if (isDueNow || !isOnlyWords(before, state)) this.flush();
    else this.#cancelFrame ??= this.#scheduleFrame(() => this.flush());
  }

  flush(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = null;
    if (this.store.getState() !== this.#latest) this.#set(this.#latest);
  }
}

/** Tells whether two states differ in nothing but what entries say. */
function isOnlyWords(before: SessionState, after: SessionState): boolean {
  if (before.transcript.order !== after.transcript.order) return false;
  for (const key of Object.keys(after) as (keyof SessionState)[]) {
    if (key !== 'transcript' && before[key] !== after[key]) return false;
  }
  return true;
}
