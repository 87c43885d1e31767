'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { createEmptyBudgetState } from '@repartee/core';
import type { BudgetDecision, BudgetLimits, BudgetState, ThresholdCrossing } from '@repartee/core';

import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';

/** What `useTokenBudget` is told. Callbacks may be inline. */
export interface TokenBudgetOptions {
  /** A threshold of a limit was crossed: called once, and again when the use has been below it in between. */
  readonly onThreshold?: (crossing: ThresholdCrossing) => void;
  /** The budget is about to do something by itself: `decision.veto()` forbids it. */
  readonly onAction?: (decision: BudgetDecision) => void;
}

/** What `useTokenBudget` returns. */
export interface TokenBudgetView extends BudgetState {
  /** Whether the session has a budget at all. */
  readonly hasBudget: boolean;
  /** Adds to the limits; what was done because of them is taken back where there is room again. */
  readonly extend: (more: BudgetLimits) => void;
}

/** What a session without a budget shows. */
const UNMETERED = createEmptyBudgetState();

const NOTHING_TO_WATCH = () => () => {};

/**
 * Follows what the talk uses and costs, live: estimated until the vendor reports, then the vendor's own figures. It
 * re-renders at most once a frame. Give the session a `budget`, made by `createBudget` of `@repartee/core/budget`.
 *
 * @example
 * const { cost, fraction, level, extend } = useTokenBudget({ onThreshold: ({ at }) => toast(`${at * 100} % used`) });
 * return level === 'over' && <button onClick={() => extend({ cost: 0.5 })}>Go on for 50 cents</button>;
 */
export function useTokenBudget({ onThreshold, onAction }: TokenBudgetOptions = {}): TokenBudgetView {
  const { budget } = useSession();
  const threshold = useLatest(onThreshold);
  const action = useLatest(onAction);
  useEffect(() => {
    if (!budget) return undefined;
    const release = [
      budget.on('threshold-crossed', (crossing) => threshold.current?.(crossing)),
      budget.on('action-decided', (decision) => action.current?.(decision)),
    ];
    return () => release.forEach((one) => one());
  }, [budget, threshold, action]);
  const state = useSyncExternalStore(
    budget?.store.subscribe ?? NOTHING_TO_WATCH,
    () => budget?.store.getState() ?? UNMETERED,
    () => budget?.store.getInitialState() ?? UNMETERED,
  );
  return useMemo(
    () => ({
      ...state,
      hasBudget: budget !== null,
      extend: (more: BudgetLimits) => budget?.extend(more),
    }),
    [state, budget],
  );
}
