import type { Clock } from '../util/clock.ts';
import { settle } from './settle.ts';

/** A clock that advances only on command. */
export interface ManualClock extends Clock {
  wallNow(): number;
  /** Moves time on and runs what falls due, in the order of time; a timer sees the time for which it was set. */
  advance(ms: number): void;
  /** The same, but promises settle before the next timer runs, and at the end. */
  advanceAsync(ms: number): Promise<void>;
  /** The number of timers that wait. */
  readonly pendingTimers: number;
}

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** The wall clock of a manual clock that shows 0: the first day of 2026. */
const EPOCH_MS = Date.UTC(2026, 0, 1);

/** Creates a clock for tests. @param startMs what it shows at first. */
export function createManualClock(startMs = 0): ManualClock {
  const timers = new Map<number, Timer>();
  let nowMs = startMs;
  let created = 0;

  const takeDue = (limitMs: number): Timer | null => {
    let first: [number, Timer] | null = null;
    for (const entry of timers) {
      const { dueMs } = entry[1];
      if (dueMs <= limitMs && (first === null || dueMs < first[1].dueMs)) first = entry;
    }
    if (first === null) return null;
    timers.delete(first[0]);
    return first[1];
  };
  const limitOf = (ms: number): number => {
    if (!(ms >= 0)) throw new RangeError(`Time goes forward only, and ${ms} ms is not.`);
    return nowMs + ms;
  };
  const run = (timer: Timer): void => {
    nowMs = Math.max(nowMs, timer.dueMs);
    timer.callback();
  };

  return {
    now: () => nowMs,
    wallNow: () => EPOCH_MS + nowMs,
    setTimeout(callback, delayMs) {
      created += 1;
      // Timers of the same time run in the order in which they were set: a Map keeps it.
      timers.set(created, { dueMs: nowMs + Math.max(0, delayMs), callback });
      return created;
    },
    clearTimeout: (timer) => void timers.delete(timer as number),
    advance(ms) {
      const limitMs = limitOf(ms);
      for (let timer = takeDue(limitMs); timer; timer = takeDue(limitMs)) run(timer);
      nowMs = limitMs;
    },
    async advanceAsync(ms) {
      const limitMs = limitOf(ms);
      await settle();
      for (let timer = takeDue(limitMs); timer; timer = takeDue(limitMs)) {
        run(timer);
        await settle();
      }
      nowMs = Math.max(nowMs, limitMs);
    },
    get pendingTimers() {
      return timers.size;
    },
  };
}
