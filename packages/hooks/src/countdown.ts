/** A time that counts down, as `useSyncExternalStore` reads it. */
export interface Countdown {
  /** The time left in milliseconds, rounded up to a whole step and never below 0; `null` without an end. */
  read(): number | null;
  subscribe(listener: () => void): () => void;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Longer times count in minutes: a page is not rendered each second for an hour. */
const SECONDS_BELOW_MS = 5 * MINUTE_MS;

const stepOf = (restMs: number) => (restMs > SECONDS_BELOW_MS ? MINUTE_MS : SECOND_MS);

/**
 * Counts down to a time on a clock. The value changes in a timer only, so that every read during one render is equal; there
 * is a timer only while it is subscribed and there is time left.
 */
export function createCountdown(atMs: number | null, now: () => number): Countdown {
  const measure = () => {
    if (atMs === null) return null;
    const restMs = Math.max(0, atMs - now());
    return Math.ceil(restMs / stepOf(restMs)) * stepOf(restMs);
  };
  let value = measure();
  return {
    read: () => value,
    subscribe(listener) {
      let timer: ReturnType<typeof setTimeout> | null = null;
      const follow = () => {
        const next = measure();
        const hasChanged = next !== value;
        value = next;
        const restMs = atMs === null ? 0 : atMs - now();
        // A timer may fire a little early. The next one is then very short.
        if (restMs > 0) timer = setTimeout(follow, restMs % stepOf(restMs) || stepOf(restMs));
        if (hasChanged) listener();
      };
      follow();
      return () => {
        if (timer !== null) clearTimeout(timer);
      };
    },
  };
}
