import type { BudgetLimits } from './budget-limits.ts';
import type { BudgetState } from './budget-state.ts';

const NONE = { text: 0, audio: 0, image: 0 };

/** The state of a budget of which nothing has been used. */
export function createEmptyBudgetState(limits: BudgetLimits = {}): BudgetState {
  return {
    usage: { input: NONE, cachedInput: NONE, output: NONE, reasoning: 0, seconds: 0, characters: 0 },
    cost: null,
    currency: null,
    costExcludes: null,
    isEstimated: false,
    limits,
    limit: null,
    fraction: null,
    level: 'unmetered',
    minutes: 0,
    turns: 0,
    projected: {
      costPerMinute: null,
      costAtEnd: null,
      minutesLeft: null,
      nextTurnCost: null,
      trimSaving: null,
    },
    byTurn: [],
    actions: [],
  };
}
