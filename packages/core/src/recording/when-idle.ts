/** The time after which late work is done without waiting for a pause, in milliseconds. */
const LATEST_MS = 1_000;

/** Without idle times of a browser, work is done after so long, in milliseconds. */
const LATER_MS = 50;

interface IdlePage {
  requestIdleCallback?(work: () => void, options: { readonly timeout: number }): number;
  cancelIdleCallback?(id: number): void;
}

/** Does work when the page has time. Returns the function that calls it off. */
export function whenIdle(work: () => void): () => void {
  const page = globalThis as IdlePage;
  const id = page.requestIdleCallback?.(work, { timeout: LATEST_MS });
  if (id !== undefined) return () => page.cancelIdleCallback?.(id);
  const timer = setTimeout(work, LATER_MS);
  return () => clearTimeout(timer);
}

/** Does work as soon as the running code has returned. Returns the function that calls it off. */
export function whenDone(work: () => void): () => void {
  let isOff = false;
  queueMicrotask(() => {
    if (!isOff) work();
  });
  return () => {
    isOff = true;
  };
}
