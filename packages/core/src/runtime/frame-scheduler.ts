/** How long a page that paints no frames, a hidden one, may be behind, in milliseconds. */
const HIDDEN_PAGE_MS = 100;

/**
 * Runs a callback before the next paint. A hidden page paints nothing, so a timer takes over: transcripts go on growing
 * while the user looks at another tab. Outside browsers the timer does it alone.
 */
export function scheduleFrame(callback: () => void): () => void {
  const hasFrames = typeof requestAnimationFrame === 'function';
  const cancel = () => {
    clearTimeout(timer);
    if (frame !== null) cancelAnimationFrame(frame);
  };
  const run = () => {
    cancel();
    callback();
  };
  const timer = setTimeout(run, hasFrames ? HIDDEN_PAGE_MS : 16);
  const frame = hasFrames ? requestAnimationFrame(run) : null;
  return cancel;
}
