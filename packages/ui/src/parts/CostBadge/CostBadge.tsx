'use client';

import type { BudgetLevel } from '@repartee/core';
import { useTokenBudget } from '@repartee/hooks';
import { describeMoney } from '../../internal/describeBudget.ts';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `CostBadge` shows. */
export interface CostBadgeState {
  /** Whether the vendor has not reported all of it yet, or never will. */
  readonly isEstimated: boolean;
  readonly level: BudgetLevel;
}

/** The props of `CostBadge`. */
export type CostBadgeProps = Omit<PartProps<'span', CostBadgeState>, 'children'> & {
  /** Which turn, counted from 1; 0 is what came before the user's first. @default the last */
  readonly turn?: number;
};

/**
 * Shows what one turn cost.
 *
 * @example
 * <CostBadge turn={3} />
 */
export function CostBadge({ turn, className, style, ...props }: CostBadgeProps) {
  const { byTurn, currency, level } = useTokenBudget();
  const { budget: words } = useLabels();
  const shown = turn === undefined ? byTurn.at(-1) : byTurn.find((one) => one.turn === turn);
  const isEstimated = shown?.isEstimated ?? false;
  const figure = shown && (describeMoney(shown.cost, currency, isEstimated, words) ?? words.unpriced);
  return (
    <span
      title={words.turnCost}
      {...props}
      {...resolvePart('repartee-cost', { isEstimated, level }, { className, style })}
    >
      {/* A title is for pointers only: the number needs its meaning in words. */}
      <span className="repartee-hidden">{words.turnCost}: </span>
      {figure ?? words.unused}
    </span>
  );
}
