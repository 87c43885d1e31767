import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStopwatch } from './stopwatch.ts';

beforeEach(() => vi.useFakeTimers({ now: 10_400 }));
afterEach(() => vi.useRealTimers());

it('counts whole seconds from a beginning in the past, and stops when no one listens', () => {
  const stopwatch = createStopwatch(9_000, Date.now);
  const values = [stopwatch.read()];
  const release = stopwatch.subscribe(() => values.push(stopwatch.read()));
  vi.advanceTimersByTime(2_700);
  release();
  expect(values).toEqual([1_000, 2_000, 3_000, 4_000]);
  expect(vi.getTimerCount()).toBe(0);
});

it('runs no timer without a beginning', () => {
  const stopwatch = createStopwatch(null, Date.now);
  stopwatch.subscribe(() => {});
  expect([stopwatch.read(), vi.getTimerCount()]).toEqual([null, 0]);
});
