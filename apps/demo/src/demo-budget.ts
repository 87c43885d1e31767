import { createBudget } from '@repartee/core/budget';
import type { BudgetPolicy } from '@repartee/core/budget';
import type { BudgetLimits, SessionBudget } from '@repartee/core';

/** What a talk of the demo may cost before it is asked whether to go on; `?limit=0.05` in the address is another sum. */
const LIMIT = 0.5;

/** What one click more gives. */
export const MORE: BudgetLimits = { cost: LIMIT, minutes: 10, idleMinutes: 5 };

/** Reads the sum from the address; what is none changes nothing. */
export function readLimit(search: string): number {
  const limit = Number(new URLSearchParams(search).get('limit') ?? LIMIT);
  return limit > 0 ? limit : LIMIT;
}

/** Creates the budget of one conversation: told at six tenths, shortened at eight, ended at the limit. */
export function createDemoBudget(prices: BudgetPolicy['prices']): SessionBudget {
  return createBudget({
    ...(prices ? { prices } : {}),
    limits: { cost: readLimit(location.search), minutes: 15, idleMinutes: 5 },
    thresholds: [
      { at: 0.6, actions: ['warn'] },
      { at: 0.8, actions: ['shorten'] },
      { at: 1, actions: ['end'] },
    ],
  });
}
