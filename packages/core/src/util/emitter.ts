/** A typed set of listeners by event name. */
export interface Emitter<Events extends object> {
  /** Adds a listener and returns the function that removes it. */
  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): () => void;
  emit<K extends keyof Events>(type: K, event: Events[K]): void;
  /** Whether an event has listeners, so that costly events are built only for them. */
  hasListeners(type: keyof Events): boolean;
  clear(): void;
}

/**
 * Creates an emitter. A throwing listener does not stop the others: its error goes to `onListenerError`, by default to
 * the platform's report of uncaught errors, so that it is visible.
 */
export function createEmitter<Events extends object>(
  onListenerError: (error: unknown, type: keyof Events) => void = reportUncaught,
): Emitter<Events> {
  // Lists are replaced and never changed: one that is being called stays as it is.
  const listeners = new Map<keyof Events, readonly ((event: never) => void)[]>();
  const listOf = (type: keyof Events) => listeners.get(type) ?? [];
  return {
    on(type, listener) {
      // One function may be added twice by two owners; each must be able to remove its own.
      const entry = (event: never) => listener(event);
      listeners.set(type, [...listOf(type), entry]);
      return () => {
        const rest = listOf(type).filter((one) => one !== entry);
        listeners.set(type, rest);
      };
    },
    emit(type, event) {
      const list = listeners.get(type);
      if (!list) return;
      for (const listener of list) {
        try {
          listener(event as never);
        } catch (error) {
          onListenerError(error, type);
        }
      }
    },
    hasListeners: (type) => listOf(type).length > 0,
    clear: () => listeners.clear(),
  };
}

/** Reports an error as the platform reports uncaught ones, without stopping the caller. */
export function reportUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
