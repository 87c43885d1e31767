'use client';

import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';

import { createEmptyBudgetState } from '@repartee/core';
import type { BudgetDecision, BudgetLimits, BudgetState, ThresholdCrossing } from '@repartee/core';

import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';

/** The options of `useTokenBudget`. Callbacks can be inline. */
export interface UseTokenBudgetOptions {
  /** Called when usage crosses a threshold of a limit, and again only after it has been below in between. */
  readonly onThreshold?: (crossing: ThresholdCrossing) => void;
  /** Called before the budget takes an action; `decision.veto()` prevents it. */
  readonly onAction?: (decision: BudgetDecision) => void;
}

/** The return value of `useTokenBudget`. */
export interface TokenBudgetView extends BudgetState {
  /** Whether the session has a budget. */
  readonly hasBudget: boolean;
  /** The share of images in the input tokens, 0 to 1; 0 before any input. */
  readonly imageShare: number;
  /** Raises the limits by the given amounts, and takes back the actions that are no longer needed. */
  readonly extend: (more: BudgetLimits) => void;
}

const UNMETERED = createEmptyBudgetState();

function shareOfImages({ usage: { input } }: BudgetState): number {
  const all = input.text + input.audio + input.image;
  return all === 0 ? 0 : input.image / all;
}

const subscribeToNothing = () => () => {};

/**
 * Follows usage and cost during the conversation: estimates until the vendor reports its own figures. It re-renders at most
 * once a frame. The session needs a `budget`, created with `createBudget` of `@repartee/core/budget`.
 *
 * @example
 * const { cost, fraction, level, extend } = useTokenBudget({ onThreshold: ({ at }) => toast(`${at * 100} % used`) });
 * return level === 'over' && <button onClick={() => extend({ cost: 0.5 })}>Continue for 50 cents</button>;
 */
export function useTokenBudget({ onThreshold, onAction }: UseTokenBudgetOptions = {}): TokenBudgetView {
  const { budget } = useSession();
  const threshold = useLatest(onThreshold);
  const action = useLatest(onAction);
  useEffect(() => {
    if (!budget) return undefined;
    const release = [
      budget.on('threshold-reached', (crossing) => threshold.current?.(crossing)),
      budget.on('action-requested', (decision) => action.current?.(decision)),
    ];
    return () => release.forEach((one) => one());
  }, [budget, threshold, action]);
  const state = useSyncExternalStore(
    budget?.store.subscribe ?? subscribeToNothing,
    () => budget?.store.getState() ?? UNMETERED,
    () => budget?.store.getInitialState() ?? UNMETERED,
  );
  const extend = useCallback((more: BudgetLimits) => budget?.extend(more), [budget]);
  return useMemo(
    () => ({
      ...state,
      hasBudget: budget !== null,
      imageShare: shareOfImages(state),
      extend,
    }),
    [state, budget, extend],
  );
}
