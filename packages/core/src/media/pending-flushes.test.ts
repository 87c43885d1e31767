import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScope } from '../util/scope.ts';
import { PendingFlushes } from './pending-flushes.ts';

function createBench() {
  const clock = createManualClock();
  const scope = createScope();
  return { clock, scope, flushes: new PendingFlushes(clock, scope) };
}

describe('pending flushes', () => {
  it('pass on what the audio thread says', async () => {
    const { clock, flushes } = createBench();
    flushes.expect('a');
    const { flushId, heard } = flushes.begin();
    flushes.answer(flushId, [{ itemId: 'a', renderedMs: 120 }]);
    expect(await heard).toEqual([{ itemId: 'a', heardMs: 120 }]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('are answered from the last report when the audio thread does not answer', async () => {
    const { clock, flushes } = createBench();
    for (const itemId of ['done', 'a', 'b']) flushes.expect(itemId);
    flushes.forget('done');
    flushes.recordRendered({ itemId: 'a', renderedMs: 80 });
    const { flushId, heard } = flushes.begin();
    clock.advance(1_000);
    expect(await heard).toEqual([
      { itemId: 'a', heardMs: 80 },
      { itemId: 'b', heardMs: 0 },
    ]);
    // The answer that comes after all changes nothing.
    flushes.answer(flushId, []);
  });

  it('are answered with nothing when the speaker is closed', async () => {
    const { clock, scope, flushes } = createBench();
    flushes.expect('a');
    const first = flushes.begin();
    const second = flushes.begin();
    scope.dispose();
    expect(await Promise.all([first.heard, second.heard])).toEqual([[], []]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('expect nothing more of what was flushed', () => {
    const { flushes } = createBench();
    expect(flushes.expect('a')).toBe(true);
    flushes.begin();
    expect([flushes.expect('a'), flushes.expect('b')]).toEqual([false, true]);
  });

  it('let no playhead go back', () => {
    const { flushes } = createBench();
    flushes.expect('a');
    expect([100, 90, 110].map((heardMs) => flushes.advance('a', heardMs))).toEqual([100, 100, 110]);
  });

  it('let nothing be heard before it was given', () => {
    const { flushes } = createBench();
    const beforeMs = performance.now();
    flushes.expect('a');
    expect(flushes.notBeforeGiven('a', beforeMs - 50)).toBeGreaterThanOrEqual(beforeMs);
    expect(flushes.notBeforeGiven('a', beforeMs + 5_000)).toBe(beforeMs + 5_000);
    expect(flushes.notBeforeGiven('unknown', 7)).toBe(7);
  });
});
