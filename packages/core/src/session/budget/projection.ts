import type { PriceTable } from '../../protocol/price-table.ts';
import type { Meter } from './meter.ts';
import { priceOf, tariffOf } from './pricing.ts';
import { createTally, plus } from './tally.ts';

/** Projected costs. A field is `null` where it cannot be computed. */
export interface BudgetProjection {
  /** Money per minute, over the last three minutes at most. */
  readonly costPerMinute: number | null;
  /** Cost at the end of the allowed minutes, at the present pace. */
  readonly costAtEnd: number | null;
  /** Minutes until the limit on money is reached, at the present pace. */
  readonly minutesLeft: number | null;
  /** The cost of the next turn, with the context as it is now. */
  readonly nextTurnCost: number | null;
  /** The saving if only the last turn were remembered; below 0 where the lost cache costs more. */
  readonly trimSaving: number | null;
}

/** The window over which the present pace is measured, and the least time that it needs, in milliseconds. */
const PACE_WINDOW_MS = 180_000;
const MIN_PACE_MS = 5_000;

/** The pace of spending: what it was worth at moments of the last minutes. */
export class Pace {
  readonly #samples: { readonly liveMs: number; readonly cost: number }[] = [];

  /** Takes a sample and returns the pace, in money per minute. */
  take(liveMs: number, cost: number | null): number | null {
    const samples = this.#samples;
    if (cost === null) return null;
    const last = samples.at(-1);
    if (!last || liveMs - last.liveMs >= 1_000) samples.push({ liveMs, cost });
    while (samples.length > 2 && liveMs - (samples[0]?.liveMs ?? 0) > PACE_WINDOW_MS) samples.shift();
    const first = samples[0];
    if (!first || liveMs - first.liveMs < MIN_PACE_MS) return null;
    // A report that is lower than the estimate before it must not look like a refund.
    return Math.max(0, ((cost - first.cost) / (liveMs - first.liveMs)) * 60_000);
  }
}

/** Tells where the money goes. */
export function project(
  meter: Meter,
  table: PriceTable | null,
  now: {
    readonly cost: number | null;
    readonly costPerMinute: number | null;
    readonly minutesAllowed: number | undefined;
    readonly costAllowed: number | undefined;
  },
): BudgetProjection {
  const { cost, costPerMinute, minutesAllowed, costAllowed } = now;
  const tariff = tariffOf(table, meter.model);
  const isTimed = table?.metering.unit === 'seconds';
  const { billedMs, liveMs } = meter.stopwatch;
  const perTurn = createTally({ ms: isTimed && meter.turn > 0 ? billedMs / meter.turn : 0 });
  const next = table ? priceOf(plus(meter.nextTurn, perTurn), tariff) : null;
  const trimmed = table && !isTimed ? priceOf(meter.nextTrimmedTurn, tariff) : null;
  const canTell = cost !== null && costPerMinute !== null;
  return {
    costPerMinute,
    costAtEnd:
      canTell && minutesAllowed !== undefined
        ? cost + costPerMinute * Math.max(0, minutesAllowed - liveMs / 60_000)
        : null,
    minutesLeft:
      canTell && costAllowed !== undefined && costPerMinute > 0
        ? Math.max(0, (costAllowed - cost) / costPerMinute)
        : null,
    nextTurnCost: next,
    trimSaving: next === null || trimmed === null ? null : next - trimmed,
  };
}
