import type { TurnUsage } from '@repartee/core';
import { describeMoney } from '../../internal/describeBudget.ts';
import type { BudgetSeries } from '../../labels/BudgetWords.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** A turn and the parts of its bar. */
export interface TurnRow extends TurnUsage {
  readonly parts: Readonly<Record<BudgetSeries, number>>;
}

interface TurnTableProps {
  readonly rows: readonly TurnRow[];
  readonly shown: readonly BudgetSeries[];
  readonly currency: string | null;
}

/** The chart as words and numbers. */
export function TurnTable({ rows, shown, currency }: TurnTableProps) {
  const { budget: words } = useLabels();
  return (
    <details className="repartee-budget-details">
      <summary className="repartee-focus">{words.asTable}</summary>
      <div
        className="repartee-budget-table repartee-focus"
        role="group"
        // What scrolls must be within the reach of keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={words.byTurn}
      >
        <table>
          <thead>
            <tr>
              {[words.turn, ...shown.map((series) => words[series]), words.cost].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ turn, parts, cost, isEstimated }) => (
              <tr key={turn}>
                <th scope="row">{words.turnName(turn)}</th>
                {shown.map((series) => (
                  <td key={series}>
                    {series === 'time' ? words.duration(parts.time) : words.count(parts[series])}
                  </td>
                ))}
                <td>{describeMoney(cost, currency, isEstimated, words) ?? words.unpriced}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
