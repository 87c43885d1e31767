import type { PriceTable } from '../../protocol/price-table.ts';
import { measure } from './budget-limits.ts';
import type { BudgetLimits, LimitUse, Spent } from './budget-limits.ts';
import { describeTally } from './budget-state.ts';
import type { BudgetLevel, BudgetState, TurnUsage } from './budget-state.ts';
import { RecentMap } from '../../util/recent.ts';
import type { Balance } from './ledger.ts';
import type { Meter } from './meter.ts';
import { tariffOf } from './pricing.ts';
import { Pace, project } from './projection.ts';
import { isNothing } from './tally.ts';
import type { BudgetAction } from './thresholds.ts';

/** Usage before the page was loaded. */
export interface Carried {
  readonly minutes: number;
  readonly turns: number;
}

/** One look at a budget: what was spent, and how much of each limit it is. */
export interface Reading {
  readonly balance: Balance;
  readonly spent: Spent;
  readonly uses: readonly LimitUse[];
}

/** The share of a limit from which on the limit is near, unless a threshold differs. */
const NEAR = 0.8;

/** Reads a meter for limits, and for people. */
export class BudgetView {
  readonly #meter: Meter;
  readonly #table: PriceTable | null;
  readonly #carried: Carried;
  readonly #near: number;
  readonly #pace = new Pace();
  readonly #turns = new RecentMap<number, { readonly revision: number; readonly usage: TurnUsage }>();
  #byTurn: readonly TurnUsage[] = [];

  constructor(meter: Meter, table: PriceTable | null, carried: Carried, near: number = NEAR) {
    this.#meter = meter;
    this.#table = table;
    this.#carried = carried;
    this.#near = near;
  }

  /** Looks at what was spent now. */
  read(limits: BudgetLimits): Reading {
    const { ledger, stopwatch, turn } = this.#meter;
    const balance = ledger.balance(this.#table);
    const spent = {
      tally: balance.tally,
      cost: this.#table ? balance.cost : null,
      minutes: this.#carried.minutes + stopwatch.liveMs / 60_000,
      turns: this.#carried.turns + turn,
      idleMinutes: stopwatch.idleMs / 60_000,
      mutedMinutes: stopwatch.mutedMs / 60_000,
    };
    return { balance, spent, uses: measure(limits, spent) };
  }

  /** Describes what was read. */
  describe(
    { balance, spent, uses }: Reading,
    limits: BudgetLimits,
    actions: readonly BudgetAction[],
  ): BudgetState {
    const { cost } = spent;
    const nearest = uses.reduce<LimitUse | null>(
      (most, use) => (most && most.fraction >= use.fraction ? most : use),
      null,
    );
    const costPerMinute = this.#pace.take(this.#meter.stopwatch.liveMs, cost);
    return {
      usage: describeTally(balance.tally),
      cost,
      currency: this.#table?.currency ?? null,
      costExcludes: tariffOf(this.#table, this.#meter.model)?.excludes ?? null,
      isEstimated: balance.isEstimated,
      limits,
      limit: nearest,
      fraction: nearest?.fraction ?? null,
      level: this.#levelOf(nearest),
      minutes: spent.minutes,
      turns: spent.turns,
      projected: project(this.#meter, this.#table, {
        cost,
        costPerMinute,
        minutesAllowed: limits.minutes === undefined ? undefined : limits.minutes - this.#carried.minutes,
        costAllowed: limits.cost,
      }),
      byTurn: this.#readTurns(),
      actions,
    };
  }

  #levelOf(nearest: LimitUse | null): BudgetLevel {
    if (!nearest) return 'unmetered';
    if (nearest.fraction >= 1) return 'over';
    return nearest.fraction >= this.#near ? 'near' : 'ok';
  }

  /** Turns that did not change are the same objects as before. */
  #readTurns(): readonly TurnUsage[] {
    const { ledger } = this.#meter;
    const turns = ledger.turns.flatMap((turn): TurnUsage[] => {
      const known = this.#turns.get(turn);
      const revision = ledger.revision(turn);
      if (known?.revision === revision) return [known.usage];
      const { tally, cost, isEstimated } = ledger.balance(this.#table, turn);
      if (isNothing(tally)) return [];
      const usage = { turn, usage: describeTally(tally), cost: this.#table ? cost : null, isEstimated };
      this.#turns.set(turn, { revision, usage });
      return [usage];
    });
    const isSame = turns.length === this.#byTurn.length && turns.every((one, at) => one === this.#byTurn[at]);
    if (!isSame) this.#byTurn = turns;
    return this.#byTurn;
  }
}
