import { createEmptyBudgetState, RealtimeError } from '@repartee/core';
import type { BudgetState, TurnUsage } from '@repartee/core';
import { createStaticBudget, createStaticSession } from '@repartee/core/testing';
import type { StaticBudget } from '@repartee/core/testing';

const NONE = { text: 0, audio: 0, image: 0 };

/** A turn of a vendor that bills tokens: the context grows, and most of it is cached. */
function tokenTurn(turn: number, isEstimated: boolean): TurnUsage {
  const known = { text: 180 + turn * 40, audio: turn * 190, image: 0 };
  return {
    turn,
    isEstimated,
    cost: 0.012 + turn * 0.0021,
    usage: {
      input: { text: known.text + 40, audio: known.audio + 60, image: turn === 3 ? 250 : 0 },
      cachedInput: turn > 1 ? known : NONE,
      output: { text: 44, audio: 150 + ((turn * 67) % 90), image: 0 },
      reasoning: 0,
      seconds: 5,
      characters: 0,
    },
  };
}

/** A turn of a vendor that bills time. */
function timedTurn(turn: number): TurnUsage {
  const seconds = 14 + ((turn * 37) % 23);
  return {
    turn,
    isEstimated: true,
    cost: (seconds / 60) * 0.06,
    usage: { input: NONE, cachedInput: NONE, output: NONE, reasoning: 0, seconds, characters: 0 },
  };
}

/** The budget of a conversation that is billed by tokens. */
export function tokenBudget(used: number, patch: Partial<BudgetState> = {}): BudgetState {
  const byTurn = Array.from({ length: 9 }, (_, index) => tokenTurn(index + 1, index === 8));
  const fraction = used / 0.5;
  return {
    ...createEmptyBudgetState({ cost: 0.5, minutes: 10 }),
    usage: { ...(byTurn[8] as TurnUsage).usage },
    cost: used,
    currency: 'USD',
    isEstimated: true,
    limit: { name: 'cost', used, limit: 0.5, fraction },
    fraction,
    level: fraction >= 1 ? 'over' : fraction >= 0.8 ? 'near' : 'ok',
    minutes: 4.2,
    turns: 9,
    projected: {
      costPerMinute: 0.094,
      costAtEnd: used + 0.55,
      minutesLeft: Math.max(0, (0.5 - used) / 0.094),
      nextTurnCost: 0.0332,
      trimSaving: 0.0061,
    },
    byTurn,
    ...patch,
  };
}

/** The budget of a conversation that is billed by time. */
export function timedBudget(patch: Partial<BudgetState> = {}): BudgetState {
  const byTurn = Array.from({ length: 7 }, (_, index) => timedTurn(index));
  return {
    ...createEmptyBudgetState({ minutes: 10 }),
    usage: { ...(byTurn[0] as TurnUsage).usage, seconds: 180 },
    cost: 0.18,
    currency: 'USD',
    costExcludes: 'language model',
    isEstimated: true,
    limit: { name: 'minutes', used: 3, limit: 10, fraction: 0.3 },
    fraction: 0.3,
    level: 'ok',
    minutes: 3,
    turns: 6,
    projected: {
      costPerMinute: 0.06,
      costAtEnd: 0.6,
      minutesLeft: null,
      nextTurnCost: 0.03,
      trimSaving: null,
    },
    byTurn,
    ...patch,
  };
}

/** A session with a budget in this state. */
export function sessionOf(budget: BudgetState) {
  return createStaticSession({ status: 'live', phase: 'listening', budget: createStaticBudget(budget) });
}

/** A spent budget: it refuses every start until it is extended. */
export function refusingBudget(): StaticBudget {
  const budget = createStaticBudget(tokenBudget(0.52));
  const refusal = new RealtimeError('budget-exceeded', 'The budget is spent.');
  return { ...budget, refusal: () => (budget.extensions.length > 0 ? null : refusal) };
}
