import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { systemClock } from './clock.ts';

describe('systemClock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tells the time of `performance.now()` and does not follow the calendar', () => {
    const before = systemClock.now();
    vi.setSystemTime(new Date('2001-01-01'));
    expect(systemClock.now()).toBe(before);
    vi.advanceTimersByTime(250);
    expect(systemClock.now() - before).toBe(250);
  });

  it('sets and clears timers', () => {
    const fired = vi.fn();
    systemClock.setTimeout(fired, 100);
    const cleared = systemClock.setTimeout(fired, 100);
    systemClock.clearTimeout(cleared);
    vi.advanceTimersByTime(99);
    expect(fired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(fired).toHaveBeenCalledOnce();
  });
});
