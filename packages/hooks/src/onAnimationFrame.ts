const callbacks = new Set<(atMs: number) => void>();
let frame: number | null = null;

/**
 * Calls back on every animation frame and returns the function that ends it. All users share one loop, which exists
 * only while there is one and the page can be seen: meters of a hidden page cost nothing.
 */
export function onAnimationFrame(callback: (atMs: number) => void): () => void {
  // One function may be added twice by two owners; each must be able to remove its own.
  const entry = (atMs: number) => callback(atMs);
  if (callbacks.size === 0) document.addEventListener('visibilitychange', startOrStop);
  callbacks.add(entry);
  startOrStop();
  return () => {
    if (!callbacks.delete(entry)) return;
    if (callbacks.size === 0) document.removeEventListener('visibilitychange', startOrStop);
    startOrStop();
  };
}

function startOrStop(): void {
  const isWanted = callbacks.size > 0 && document.visibilityState !== 'hidden';
  if (isWanted && frame === null) frame = requestAnimationFrame(runFrame);
  if (!isWanted && frame !== null) {
    cancelAnimationFrame(frame);
    frame = null;
  }
}

function runFrame(atMs: number): void {
  // The next frame is asked for first, so that a callback that removes the last user can still cancel it.
  frame = requestAnimationFrame(runFrame);
  for (const callback of callbacks) {
    try {
      callback(atMs);
    } catch (error) {
      // One broken meter must not stop the others; its error is reported as any uncaught one.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
