const callbacks = new Set<(atMs: number) => void>();
let frame: number | null = null;

/**
 * Calls back on every animation frame and returns the function that stops it. All callers share one loop, which runs only
 * while there are callers and the page is visible: meters of a hidden page cost nothing. Not a hook: call it in an effect or an
 * event handler.
 *
 * @example
 * useEffect(() => onAnimationFrame((atMs) => draw(canvas.current, atMs)), []);
 */
export function onAnimationFrame(callback: (atMs: number) => void): () => void {
  // Two owners can add the same function; each removes its own entry.
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
  const isNeeded = callbacks.size > 0 && document.visibilityState !== 'hidden';
  if (isNeeded && frame === null) frame = requestAnimationFrame(runFrame);
  if (!isNeeded && frame !== null) {
    cancelAnimationFrame(frame);
    frame = null;
  }
}

function runFrame(atMs: number): void {
  // The next frame is requested first, so that a callback that removes the last entry can cancel it.
  frame = requestAnimationFrame(runFrame);
  for (const callback of callbacks) {
    try {
      callback(atMs);
    } catch (error) {
      // One failing callback does not stop the others; its error is reported as uncaught.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
