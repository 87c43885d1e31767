import type { Clock } from '../src/util/clock.ts';

/** The platform's clock, of which a test can skip a part: what falls due in it runs at once. */
export interface SkippingClock extends Clock {
  skip(ms: number): void;
}

interface Timer {
  readonly dueMs: number;
  readonly run: () => void;
  id: ReturnType<typeof setTimeout> | null;
}

/** Creates a clock with which a browser test sees what becomes of a connection in minutes. */
export function createSkippingClock(): SkippingClock {
  const timers = new Set<Timer>();
  let skippedMs = 0;
  const now = () => performance.now() + skippedMs;
  const schedule = (timer: Timer) => {
    if (timer.id !== null) clearTimeout(timer.id);
    timer.id = setTimeout(timer.run, Math.max(0, timer.dueMs - now()));
  };
  const clear = (timer: Timer) => {
    timers.delete(timer);
    if (timer.id !== null) clearTimeout(timer.id);
  };
  return {
    now,
    wallNow: () => Date.now() + skippedMs,
    setTimeout(callback, delayMs) {
      const run = () => {
        clear(timer);
        callback();
      };
      const timer: Timer = { dueMs: now() + delayMs, run, id: null };
      timers.add(timer);
      schedule(timer);
      return timer;
    },
    clearTimeout: (timer) => clear(timer as Timer),
    skip(ms) {
      skippedMs += ms;
      for (const timer of timers) schedule(timer);
    },
  };
}
