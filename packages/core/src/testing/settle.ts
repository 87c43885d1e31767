type Schedule = (callback: () => void) => unknown;

/** Taken when the module loads, so that a test that puts fake timers in later still settles. Node's is the quicker one. */
const schedule: Schedule =
  (globalThis as { readonly setImmediate?: Schedule }).setImmediate ??
  ((callback) => setTimeout(callback, 0));

/** Waits until everything that has been promised and can be kept without time passing has been kept: one macrotask. */
export function settle(): Promise<void> {
  return new Promise((resolve) => void schedule(resolve));
}
