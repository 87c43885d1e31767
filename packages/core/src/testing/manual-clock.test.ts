import { describe, expect, it } from 'vitest';
import { createManualClock } from './manual-clock.ts';

describe('a manual clock', () => {
  it('runs what falls due in the order of time, then of setting, each at its own time', () => {
    const clock = createManualClock(100);
    const ran: string[] = [];
    const note = (name: string) => () => void ran.push(`${name}@${clock.now()}`);
    clock.setTimeout(note('late'), 30);
    clock.setTimeout(note('first'), 10);
    clock.setTimeout(note('second'), 10);
    clock.setTimeout(note('never'), 31);
    clock.advance(30);
    expect(ran).toEqual(['first@110', 'second@110', 'late@130']);
    expect(clock.now()).toBe(130);
    expect(clock.pendingTimers).toBe(1);
  });

  it('runs timers that timers set, when they fall into the same stretch', () => {
    const clock = createManualClock();
    const ran: number[] = [];
    const again = () => {
      ran.push(clock.now());
      clock.setTimeout(again, 10);
    };
    clock.setTimeout(again, 10);
    clock.advance(35);
    expect(ran).toEqual([10, 20, 30]);
  });

  it('forgets a timer that was cleared, also by another of the same moment', () => {
    const clock = createManualClock();
    let ran = 0;
    clock.setTimeout(() => clock.clearTimeout(second), 5);
    const second = clock.setTimeout(() => (ran += 1), 5);
    clock.advance(10);
    expect(ran).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('keeps promises between timers when it is advanced asynchronously', async () => {
    const clock = createManualClock();
    const ran: string[] = [];
    clock.setTimeout(() => void Promise.resolve().then(() => ran.push('promised by the first')), 1);
    clock.setTimeout(() => void ran.push('second'), 2);
    await clock.advanceAsync(5);
    expect(ran).toEqual(['promised by the first', 'second']);
  });

  it('does not go backwards', () => {
    expect(() => createManualClock().advance(-1)).toThrow(RangeError);
  });
});
