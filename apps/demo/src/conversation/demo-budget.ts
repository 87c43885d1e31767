import { createBudget } from '@repartee/core/budget';
import type { BudgetPolicy } from '@repartee/core/budget';
import type { BudgetLimits, SessionBudget } from '@repartee/core';

/** The cost limit of a conversation, in US dollars; `?limit=0.05` in the address sets another one. */
const LIMIT = 0.5;

/** The amount that the button of the budget dialog adds to the limits. */
export const MORE: BudgetLimits = { cost: LIMIT, minutes: 10, idleMinutes: 5 };

/** Reads the limit from the address; an invalid one is ignored. */
export function readLimit(search: string): number {
  const limit = Number(new URLSearchParams(search).get('limit') ?? LIMIT);
  return limit > 0 ? limit : LIMIT;
}

/** Creates the budget of one conversation: it warns at 60 %, asks for short answers at 80 % and ends at the limit. */
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
