import { expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScope } from '../util/scope.ts';
import { watchSound } from './sound-watch.ts';

/** Looks at a call whose counts of packets come one after the other. Returns what was told, with the look that told it. */
async function watch(counts: readonly number[]) {
  const clock = createManualClock();
  const scope = createScope();
  const told: unknown[] = [];
  let looks = 0;
  watchSound({
    clock,
    scope,
    readPackets: async () => counts[looks++] ?? 0,
    onChange: (sinceMs) => told.push([looks, sinceMs]),
  });
  for (const _ of counts) {
    await clock.advanceAsync(500);
  }
  scope.dispose();
  clock.advance(5_000);
  expect(looks).toBe(counts.length);
  return told;
}

it('tells that steady sound has stopped, since when, and that it has come back', async () => {
  expect(await watch([10, 20, 30, 40, 40, 40, 40, 50])).toEqual([
    [6, 2_000],
    [8, null],
  ]);
});

it('takes sound that comes now and then for no sign', async () => {
  expect(await watch([10, 20, 20, 30, 40, 40, 40, 40])).toEqual([]);
});

it('takes a reading that failed for no sound that comes back', async () => {
  expect(await watch([10, 20, 30, 40, 0, 40, 40])).toEqual([[6, 2_000]]);
});
