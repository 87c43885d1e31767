'use client';

import type { TurnUsage } from '@repartee/core';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { budgetMeterLabels } from './budgetMeterLabels.ts';
import type { TurnRow } from './TurnTable.tsx';
import { TurnTable } from './TurnTable.tsx';
import { SERIES, seriesOf } from './turnSeries.ts';
import { useSlots } from '../../internal/useSlots.ts';

interface TurnChartProps {
  readonly turns: readonly TurnUsage[];
  readonly currency: string | null;
}

/** The number of turns that fit side by side on a narrow screen. Older ones are in the table. */
const MAX_BARS = 24;

/** Each turn as a stacked bar of what it used, and the same figures as a table. */
export function TurnChart({ turns, currency }: TurnChartProps) {
  const slot = useSlots();
  const { budget: labels } = usePartLabels(budgetMeterLabels);
  const rows: readonly TurnRow[] = turns.map((turn) => ({ ...turn, parts: seriesOf(turn.usage) }));
  if (rows.length === 0) return null;
  const shown = SERIES.filter((series) => rows.some(({ parts }) => parts[series] > 0));
  const sizes = rows.map(({ parts }) => shown.reduce((sum, series) => sum + parts[series], 0));
  const highest = Math.max(1, ...sizes.slice(-MAX_BARS));
  return (
    <figure className={slot('repartee-budget-turns')}>
      <figcaption className={slot('repartee-budget-caption')}>{labels.byTurn}</figcaption>
      <div className={slot('repartee-budget-chart')} aria-hidden="true">
        {rows.slice(-MAX_BARS).map(({ turn, parts, isEstimated }) => (
          <div
            key={turn}
            className={slot('repartee-budget-turn')}
            data-estimated={isEstimated ? '' : undefined}
          >
            {shown.map(
              (series) =>
                parts[series] > 0 && (
                  <i
                    key={series}
                    className={slot('repartee-budget-stack')}
                    data-series={series}
                    style={{ blockSize: `${(parts[series] / highest) * 100}%` }}
                  />
                ),
            )}
          </div>
        ))}
      </div>
      <ul className={slot('repartee-budget-legend')} aria-hidden="true">
        {shown.map((series) => (
          <li key={series} className={slot('repartee-budget-key')}>
            <i className={slot('repartee-budget-color')} data-series={series} />
            {labels[series]}
          </li>
        ))}
      </ul>
      <TurnTable rows={rows} shown={shown} currency={currency} />
    </figure>
  );
}
