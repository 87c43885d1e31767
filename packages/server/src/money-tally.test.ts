import type { UsageRecord } from '@repartee/core/server';
import { afterEach, expect, test, vi } from 'vitest';
import { createMemoryStore } from './limits/memory-store.ts';
import { resolveLimits } from './limits/usage-limits.ts';
import { UsageMeter } from './limits/usage-meter.ts';
import { MoneyTally } from './money-tally.ts';

afterEach(() => void vi.useRealTimers());

const logger = { info() {}, warn() {}, error() {} };
const usage = {} as UsageRecord;

test('a client that leaves before the vendor reports pays for the time since the last report', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const limits = resolveLimits({ sessionMinutes: 10, moneyPerMinute: 1, user: { moneyPerDay: 10 } });
  const store = createMemoryStore();
  const meter = new UsageMeter({ store, limits, logger, now: Date.now });
  const session = await meter.open({ id: 'ann' }, 'first');
  const tally = new MoneyTally({ moneyOf: () => 2, vendor: 'any', logger });
  tally.recordWork();
  tally.add(usage);
  vi.advanceTimersByTime(60_000);
  expect(tally.usage(60)).toEqual({ seconds: 60, micros: 2_000_000, unreportedSeconds: 0 });
  tally.recordWork();
  vi.advanceTimersByTime(60_000);
  tally.recordWork();
  vi.advanceTimersByTime(120_000);
  await session.end(tally.usage(240));
  // 2 was reported, and three minutes were not: 5 of 10 are left.
  expect(await meter.open({ id: 'ann' }, 'second')).toMatchObject({ seconds: 300 });
});
