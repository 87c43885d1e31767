/** A store to read and to subscribe to. It fits `useStore` of zustand and `useSyncExternalStore` of React. */
export interface ReadableStore<State> {
  getState(): State;
  getInitialState(): State;
  /** Adds a listener and returns the function that removes it. */
  subscribe(listener: (state: State, previous: State) => void): () => void;
}
