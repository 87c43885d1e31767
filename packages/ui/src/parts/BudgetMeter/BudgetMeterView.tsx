'use client';

import type { BudgetLevel, BudgetState } from '@repartee/core';
import { describeBudget } from '../../internal/describeBudget.ts';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';
import { BudgetFigures } from './BudgetFigures.tsx';
import { TurnChart } from './TurnChart.tsx';

/** What a `BudgetMeter` shows. */
export interface BudgetMeterState {
  readonly level: BudgetLevel;
  readonly isDetailed: boolean;
  /** Whether a part of the sum was not reported by the vendor yet, or never will be. */
  readonly isEstimated: boolean;
}

/** The props of `BudgetMeterView`. */
export type BudgetMeterViewProps = Omit<PartProps<'div', BudgetMeterState>, 'children'> & {
  readonly budget: BudgetState;
  /** Shows the pace, what is to come, and every turn. @default false */
  readonly isDetailed?: boolean;
};

/**
 * The words and bars of `BudgetMeter` for an account that you have at hand.
 *
 * @example
 * <BudgetMeterView budget={budget.store.getState()} />
 */
export function BudgetMeterView({
  budget,
  isDetailed = false,
  className,
  style,
  ...props
}: BudgetMeterViewProps) {
  const { budget: words } = useLabels();
  const { level, fraction, isEstimated, costExcludes } = budget;
  const { sum, used } = describeBudget(budget, words);
  const state: BudgetMeterState = { level, isDetailed, isEstimated };
  const isTold = level === 'near' || level === 'over';
  return (
    <div
      role="group"
      aria-label={words.name}
      {...props}
      {...resolvePart('repartee-budget', state, { className, style })}
    >
      <p className="repartee-budget-line">
        <strong>{sum}</strong>
        <span className="repartee-budget-level">{words[level]}</span>
      </p>
      {fraction !== null && (
        <div
          className="repartee-budget-bar"
          role="meter"
          aria-label={words.name}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.min(100, Math.round(fraction * 100))}
          aria-valuetext={used}
        >
          <i style={{ inlineSize: `${Math.min(1, fraction) * 100}%` }} />
        </div>
      )}
      {fraction !== null && (
        <p className="repartee-budget-line repartee-budget-soft">
          <span>{used}</span>
          <span>{words.percent(fraction)}</span>
        </p>
      )}
      {/* Only what the user may want to act on is worth an interruption of the screen reader. */}
      <span className="repartee-hidden" role="status">
        {isTold && words[level]}
      </span>
      {costExcludes && isDetailed && <p className="repartee-budget-soft">{words.excludes(costExcludes)}</p>}
      {isDetailed && <BudgetFigures budget={budget} />}
      {isDetailed && <TurnChart turns={budget.byTurn} currency={budget.currency} />}
    </div>
  );
}
