/** A frame and when it is to arrive, in milliseconds from the start. */
export interface Delivery {
  readonly atMs: number;
  readonly frame: string;
}

// A network goes on while the page's main thread stands still: so does this, and what it posts waits in line as messages do.
self.onmessage = ({ data }: MessageEvent<readonly Delivery[]>) => {
  const startedMs = performance.now();
  let next = 0;
  const run = () => {
    const passedMs = performance.now() - startedMs;
    for (let due = data[next]; due && due.atMs <= passedMs; due = data[next]) {
      self.postMessage(due.frame);
      next += 1;
    }
    const upcoming = data[next];
    if (upcoming) setTimeout(run, Math.max(0, upcoming.atMs - passedMs));
    else self.postMessage(null);
  };
  run();
};
