'use client';

import type { BudgetLevel } from '@repartee/core';
import { useTokenBudget } from '@repartee/hooks';
import { describeBudget } from '../../internal/describeBudget.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { budgetMeterLabels } from '../BudgetMeter/budgetMeterLabels.ts';

/** The state of a `BudgetRing`. */
export interface BudgetRingState {
  readonly level: BudgetLevel;
  readonly isEstimated: boolean;
}

/** The props of `BudgetRing`. */
export type BudgetRingProps = Omit<PartProps<'span', BudgetRingState>, 'children'>;

/** The length of the circle, of which a share is drawn. */
const LENGTH = 100;

/**
 * Shows in a small ring how much of the nearest limit is used, with the sum beside it. It renders nothing for a session without a
 * budget.
 *
 * Attributes: `data-level` (`unmetered`, `ok`, `near`, `over`), `data-estimated`.
 *
 * @example
 * <BudgetRing />
 */
export function BudgetRing(props: BudgetRingProps) {
  return useTokenBudget().hasBudget ? <Ring {...props} /> : null;
}

function Ring(props: BudgetRingProps) {
  const { hasBudget: _hasBudget, extend: _extend, ...budget } = useTokenBudget();
  const { budget: labels } = usePartLabels(budgetMeterLabels);
  const { sum, used } = describeBudget(budget, labels);
  const share = Math.max(0, Math.min(1, budget.fraction ?? 0));
  return usePart('span', props, {
    name: 'repartee-ring',
    state: { level: budget.level, isEstimated: budget.isEstimated },
    props: {
      role: 'meter',
      'aria-label': labels.name,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'aria-valuenow': Math.round(share * 100),
      'aria-valuetext': used || sum,
      title: used || sum,
    },
    children: (slot) => (
      <>
        <svg
          className={slot('repartee-ring-drawing')}
          viewBox="0 0 36 36"
          aria-hidden="true"
          focusable="false"
        >
          <circle className={slot('repartee-ring-track')} cx="18" cy="18" r="15.9155" />
          <circle
            className={slot('repartee-ring-share')}
            cx="18"
            cy="18"
            r="15.9155"
            pathLength={LENGTH}
            strokeDasharray={`${share * LENGTH} ${LENGTH}`}
          />
        </svg>
        <span className={slot('repartee-ring-sum')} aria-hidden="true">
          {sum}
        </span>
      </>
    ),
  });
}
