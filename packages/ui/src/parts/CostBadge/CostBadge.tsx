'use client';

import type { BudgetLevel } from '@repartee/core';
import { useTokenBudget } from '@repartee/hooks';
import { describeMoney } from '../../internal/describeBudget.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { costBadgeLabels } from './costBadgeLabels.ts';

/** The state of a `CostBadge`. */
export interface CostBadgeState {
  /** Whether the vendor has not reported a part of the cost, or never will. */
  readonly isEstimated: boolean;
  readonly level: BudgetLevel;
}

/** The props of `CostBadge`. */
export type CostBadgeProps = Omit<PartProps<'span', CostBadgeState>, 'children'> & {
  /** The number of the turn, counted from 1; 0 is what came before the user's first turn. @default the last turn */
  readonly turn?: number;
};

/**
 * Shows what one turn cost.
 *
 * Attributes: `data-level` (the level of the whole budget), `data-estimated`.
 *
 * @example
 * <CostBadge turn={3} />
 */
export function CostBadge({ turn, ...props }: CostBadgeProps) {
  const { byTurn, currency, level } = useTokenBudget();
  const { budget: labels } = usePartLabels(costBadgeLabels);
  const shown = turn === undefined ? byTurn.at(-1) : byTurn.find((one) => one.turn === turn);
  const isEstimated = shown?.isEstimated ?? false;
  const figure = shown && (describeMoney(shown.cost, currency, isEstimated, labels) ?? labels.unpriced);
  return usePart('span', props, {
    name: 'repartee-cost',
    state: { isEstimated, level },
    props: { title: labels.turnCost },
    children: (
      <>
        {/* Only pointers reach a tooltip, so screen readers get its text here. */}
        <span className="repartee-hidden">{labels.turnCost}: </span>
        {figure ?? labels.unused}
      </>
    ),
  });
}
