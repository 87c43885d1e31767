/** Waits for a promise, but not longer than until the signal aborts: then it rejects with what `explain` makes. */
export function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
  explain: () => Error,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(explain());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
