/** A handle of a pending timer. */
export type TimerId = number | object;

/** Time as a port, so that tests hold the hands. */
export interface Clock {
  /** Milliseconds on a clock that only moves forward. */
  now(): number;
  /** The wall clock, in milliseconds since 1970. It can jump. @default `Date.now` */
  wallNow?(): number;
  setTimeout(callback: () => void, delayMs: number): TimerId;
  clearTimeout(timer: TimerId): void;
}

/** The platform's own clock: `performance.now` and timers. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs) as TimerId,
  clearTimeout: (timer) => clearTimeout(timer as number),
};
