import type { Countdown } from './countdown.ts';

const SECOND_MS = 1_000;

/**
 * Counts up from a time on a clock, in whole seconds. As with a countdown, the value changes in a timer only, and there is a
 * timer only while it is subscribed and has a beginning.
 */
export function createStopwatch(fromMs: number | null, now: () => number): Countdown {
  const measure = () =>
    fromMs === null ? null : Math.floor(Math.max(0, now() - fromMs) / SECOND_MS) * SECOND_MS;
  let value = measure();
  return {
    read: () => value,
    subscribe(listener) {
      if (fromMs === null) return () => {};
      let timer: ReturnType<typeof setTimeout> | null = null;
      const follow = () => {
        const next = measure();
        const hasChanged = next !== value;
        value = next;
        timer = setTimeout(follow, SECOND_MS - (Math.max(0, now() - fromMs) % SECOND_MS));
        if (hasChanged) listener();
      };
      follow();
      return () => {
        if (timer !== null) clearTimeout(timer);
      };
    },
  };
}
