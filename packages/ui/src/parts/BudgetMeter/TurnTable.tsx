'use client';

import type { TurnUsage } from '@repartee/core';
import { describeMoney } from '../../internal/describeBudget.ts';
import type { BudgetSeries } from '../../labels/BudgetLabels.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { budgetMeterLabels } from './budgetMeterLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** A turn with the segments of its bar. */
export interface TurnRow extends TurnUsage {
  readonly parts: Readonly<Record<BudgetSeries, number>>;
}

interface TurnTableProps {
  readonly rows: readonly TurnRow[];
  readonly shown: readonly BudgetSeries[];
  readonly currency: string | null;
}

/** The figures of the chart as a table. */
export function TurnTable({ rows, shown, currency }: TurnTableProps) {
  const slot = useSlots();
  const { budget: labels } = usePartLabels(budgetMeterLabels);
  return (
    <details className={slot('repartee-budget-details')}>
      <summary className={slot('repartee-budget-summary repartee-focus')}>{labels.asTable}</summary>
      <div
        className={slot('repartee-budget-table repartee-focus')}
        role="group"
        // A box that scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={labels.byTurn}
      >
        <table className={slot('repartee-budget-grid')}>
          <thead className={slot('repartee-budget-head')}>
            <tr className={slot('repartee-budget-line')}>
              {[labels.turn, ...shown.map((series) => labels[series]), labels.cost].map((name) => (
                <th key={name} scope="col" className={slot('repartee-budget-cell')}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className={slot('repartee-budget-body')}>
            {rows.map(({ turn, parts, cost, isEstimated }) => (
              <tr key={turn} className={slot('repartee-budget-line')}>
                <th scope="row" className={slot('repartee-budget-cell')}>
                  {labels.turnName(turn)}
                </th>
                {shown.map((series) => (
                  <td key={series} className={slot('repartee-budget-cell')}>
                    {series === 'time' ? labels.duration(parts.time) : labels.count(parts[series])}
                  </td>
                ))}
                <td className={slot('repartee-budget-cell')}>
                  {describeMoney(cost, currency, isEstimated, labels) ?? labels.unpriced}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
