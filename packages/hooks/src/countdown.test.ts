import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCountdown } from './countdown.ts';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

/** Follows a countdown for a time and lists its values. */
function follow(atMs: number | null, forMs: number): readonly (number | null)[] {
  const countdown = createCountdown(atMs, Date.now);
  const values = [countdown.read()];
  const release = countdown.subscribe(() => values.push(countdown.read()));
  vi.advanceTimersByTime(forMs);
  release();
  expect(vi.getTimerCount()).toBe(0);
  return values;
}

it('counts whole seconds, rounded up, and ends at 0', () => {
  expect(follow(2_500, 10_000)).toEqual([3_000, 2_000, 1_000, 0]);
  expect(follow(Date.now() + 3_000, 10_000)).toEqual([3_000, 2_000, 1_000, 0]);
});

it('counts minutes above five minutes', () => {
  const values = follow(7 * 60_000 + 100, 2 * 60_000 + 2_000);
  expect(values.slice(0, 3)).toEqual([8, 7, 6].map((minutes) => minutes * 60_000));
  expect(values.slice(3)).toEqual([300_000, 299_000]);
});

it('runs no timer without an end, after the end, and when no one listens', () => {
  expect(follow(null, 1_000)).toEqual([null]);
  expect(follow(-5, 1_000)).toEqual([0]);
  createCountdown(9_000, Date.now);
  expect(vi.getTimerCount()).toBe(0);
});

it('keeps its value between two ticks, and catches up when it is subscribed later', () => {
  const countdown = createCountdown(5_000, Date.now);
  vi.advanceTimersByTime(2_500);
  expect(countdown.read()).toBe(5_000);
  const listener = vi.fn();
  countdown.subscribe(listener);
  expect(listener).toHaveBeenCalledOnce();
  expect(countdown.read()).toBe(3_000);
});
