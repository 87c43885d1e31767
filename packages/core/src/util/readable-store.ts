import { createStore } from 'zustand/vanilla';
import { reportUncaught } from './emitter.ts';

/** A store to read and to subscribe to. It fits `useStore` of zustand and `useSyncExternalStore` of React. */
export interface ReadableStore<State> {
  getState(): State;
  getInitialState(): State;
  /** Adds a listener and returns the function that removes it. */
  subscribe(listener: (state: State, previous: State) => void): () => void;
}

/**
 * Creates a store as `useStore` of zustand takes it. A listener that throws does not keep the others, or the caller, from
 * going on: its error goes to `onListenerError`, by default to the platform's report of uncaught errors.
 */
export function createIsolatedStore<State>(
  initial: State,
  onListenerError: (error: unknown) => void = reportUncaught,
): { readonly store: ReadableStore<State>; readonly set: (state: State) => void } {
  const { getState, getInitialState, setState, subscribe } = createStore<State>(() => initial);
  const store: ReadableStore<State> = {
    getState,
    getInitialState,
    subscribe: (listener) =>
      subscribe((state, previous) => {
        try {
          listener(state, previous);
        } catch (error) {
          onListenerError(error);
        }
      }),
  };
  return { store, set: (state) => setState(state, true) };
}

/** Adds to a store what is to run while it has subscribers: `follow` starts it, and returns what ends it. */
export function followWhileSubscribed<State>(
  store: ReadableStore<State>,
  follow: () => () => void,
): ReadableStore<State> {
  let count = 0;
  let stop = () => {};
  return {
    ...store,
    subscribe(listener) {
      const release = store.subscribe(listener);
      count += 1;
      if (count === 1) stop = follow();
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        release();
        count -= 1;
        if (count === 0) stop();
      };
    },
  };
}
