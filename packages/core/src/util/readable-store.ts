/** What a component may do with state: read it and be told of changes. It fits zustand's and React's own hooks. */
export interface ReadableStore<State> {
  getState(): State;
  getInitialState(): State;
  /** Adds a listener and returns the function that removes it. */
  subscribe(listener: (state: State, previous: State) => void): () => void;
}
