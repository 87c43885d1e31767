'use client';

import type { BudgetLevel, BudgetState } from '@repartee/core';
import { describeBudget } from '../../internal/describeBudget.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { BudgetFigures } from './BudgetFigures.tsx';
import { budgetMeterLabels } from './budgetMeterLabels.ts';
import { TurnChart } from './TurnChart.tsx';
import { useSlots } from '../../internal/useSlots.ts';

/** The state of a `BudgetMeter`. */
export interface BudgetMeterState {
  readonly level: BudgetLevel;
  readonly isDetailed: boolean;
  /** Whether the vendor has not reported a part of the sum, or never will. */
  readonly isEstimated: boolean;
  /** Whether the budget has limits. With `level: 'unmetered'`, nothing has been measured against them yet. */
  readonly isLimited: boolean;
}

/** The props of `BudgetMeterView`. */
export type BudgetMeterViewProps = Omit<PartProps<'div', BudgetMeterState>, 'children'> & {
  /** The budget to show. */
  readonly budget: BudgetState;
  /** Whether the forecast and each turn are shown too. @default false */
  readonly detailed?: boolean;
};

/**
 * The contents of `BudgetMeter` for a budget state of your own.
 *
 * Attributes: `data-level`, `data-detailed`, `data-estimated`, `data-limited`.
 *
 * @example
 * <BudgetMeterView budget={budget.store.getState()} />
 */
export function BudgetMeterView({ budget, detailed: isDetailed = false, ...props }: BudgetMeterViewProps) {
  const { budget: labels } = usePartLabels(budgetMeterLabels);
  const { level, isEstimated, limits } = budget;
  const isLimited = Object.values(limits).some((limit) => limit !== undefined);
  return usePart('div', props, {
    name: 'repartee-budget',
    state: { level, isDetailed, isEstimated, isLimited },
    props: { role: 'group', 'aria-label': labels.name },
    children: (
      <>
        <Summary budget={budget} isLimited={isLimited} />
        {/* Screen readers announce only the levels that the user may want to act on. */}
        <span className="repartee-hidden" role="status">
          {(level === 'near' || level === 'over') && labels[level]}
        </span>
        {isDetailed && <Details budget={budget} />}
      </>
    ),
  });
}

interface SummaryProps {
  readonly budget: BudgetState;
  readonly isLimited: boolean;
}

function Summary({ budget, isLimited }: SummaryProps) {
  const slot = useSlots();
  const { budget: labels } = usePartLabels(budgetMeterLabels);
  const { level, fraction } = budget;
  const { sum, used } = describeBudget(budget, labels);
  const isUnmeasured = isLimited && level === 'unmetered';
  return (
    <>
      <p className={slot('repartee-budget-row')}>
        <strong className={slot('repartee-budget-sum')}>
          {isUnmeasured && sum === labels.unused ? labels.unmeasured : sum}
        </strong>
        <span className={slot('repartee-budget-level')}>{isUnmeasured ? labels.limited : labels[level]}</span>
      </p>
      {fraction !== null && (
        <>
          <div
            className={slot('repartee-budget-bar')}
            role="meter"
            aria-label={labels.name}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.min(100, Math.round(fraction * 100))}
            aria-valuetext={used}
          >
            <i
              className={slot('repartee-budget-fill')}
              style={{ inlineSize: `${Math.max(0, Math.min(1, fraction)) * 100}%` }}
            />
          </div>
          <p className={slot('repartee-budget-row repartee-budget-soft')}>
            <span className={slot('repartee-budget-used')}>{used}</span>
            <span className={slot('repartee-budget-share')}>{labels.percent(fraction)}</span>
          </p>
        </>
      )}
    </>
  );
}

function Details({ budget }: { readonly budget: BudgetState }) {
  const slot = useSlots();
  const { budget: labels } = usePartLabels(budgetMeterLabels);
  const { costExcludes, byTurn, currency } = budget;
  return (
    <>
      {costExcludes && <p className={slot('repartee-budget-soft')}>{labels.excludes(costExcludes)}</p>}
      <BudgetFigures budget={budget} />
      <TurnChart turns={byTurn} currency={currency} />
    </>
  );
}
