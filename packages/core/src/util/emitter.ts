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
  const listeners = new Map<keyof Events, Set<(event: never) => void>>();
  return {
    on(type, listener) {
      let set = listeners.get(type);
      if (!set) listeners.set(type, (set = new Set()));
      // One function may be added twice by two owners; each must be able to remove its own.
      const entry = (event: never) => listener(event);
      set.add(entry);
      return () => void set.delete(entry);
    },
    emit(type, event) {
      const set = listeners.get(type);
      if (!set) return;
      // A copy: listeners that are added while it runs hear only the next event.
      // oxlint-disable-next-line unicorn/no-useless-spread
      for (const listener of [...set]) {
        try {
          listener(event as never);
        } catch (error) {
          onListenerError(error, type);
        }
      }
    },
    hasListeners: (type) => (listeners.get(type)?.size ?? 0) > 0,
    clear: () => listeners.clear(),
  };
}

/** Reports an error as the platform reports uncaught ones, without stopping the caller. */
export function reportUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
