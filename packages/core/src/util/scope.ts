import type { Clock } from './clock.ts';

/**
 * Owns what one attempt acquired. Everything added is released in reverse order when the scope is disposed; what is
 * added afterwards is released at once, so that a late arrival can never leak.
 */
export interface Scope {
  readonly isDisposed: boolean;
  /** Aborts when the scope is disposed. */
  readonly signal: AbortSignal;
  /** Adds a release and returns a function that runs it early, once. */
  add(release: () => void): () => void;
  listen(
    target: EventTarget,
    type: string,
    listener: (event: never) => void,
    options?: AddEventListenerOptions,
  ): () => void;
  timeout(clock: Clock, callback: () => void, delayMs: number): () => void;
  /** Creates a scope that is disposed with this one at the latest. */
  child(): Scope;
  dispose(): void;
}

/** Creates an empty scope. */
export function createScope(): Scope {
  const releases = new Set<() => void>();
  const controller = new AbortController();

  // Read with every frame: the signal's own flag takes the browser a hundred times longer.
  let isDisposed = false;

  const scope: Scope = {
    get isDisposed() {
      return isDisposed;
    },
    signal: controller.signal,
    add(release) {
      if (isDisposed) {
        release();
        return () => {};
      }
      const entry = () => {
        if (releases.delete(entry)) release();
      };
      releases.add(entry);
      return entry;
    },
    listen(target, type, listener, options) {
      target.addEventListener(type, listener as EventListener, options);
      return scope.add(() => target.removeEventListener(type, listener as EventListener, options));
    },
    timeout(clock, callback, delayMs) {
      const timer = clock.setTimeout(() => {
        releases.delete(cancel);
        callback();
      }, delayMs);
      const cancel = scope.add(() => clock.clearTimeout(timer));
      return cancel;
    },
    child() {
      const inner = createScope();
      const detach = scope.add(() => inner.dispose());
      inner.signal.addEventListener('abort', () => detach(), { once: true });
      return inner;
    },
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      controller.abort();
      const errors: unknown[] = [];
      for (const release of [...releases].toReversed()) {
        // One failing release must not keep the others from running: a leaked microphone is worse than a late error.
        try {
          release();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors);
    },
  };
  return scope;
}
