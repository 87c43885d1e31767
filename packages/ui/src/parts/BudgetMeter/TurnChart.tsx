import type { TurnUsage } from '@repartee/core';
import { useLabels } from '../../labels/useLabels.ts';
import type { TurnRow } from './TurnTable.tsx';
import { TurnTable } from './TurnTable.tsx';
import { SERIES, seriesOf } from './turnSeries.ts';

interface TurnChartProps {
  readonly turns: readonly TurnUsage[];
  readonly currency: string | null;
}

/** How many turns fit side by side on a narrow screen; older ones are in the table. */
const MAX_BARS = 24;

/** Every turn as a stack of what it used, and the same as a table for all who read rather than look. */
export function TurnChart({ turns, currency }: TurnChartProps) {
  const { budget: words } = useLabels();
  const rows: readonly TurnRow[] = turns.map((turn) => ({ ...turn, parts: seriesOf(turn.usage) }));
  if (rows.length === 0) return null;
  const shown = SERIES.filter((series) => rows.some(({ parts }) => parts[series] > 0));
  const sizes = rows.map(({ parts }) => shown.reduce((sum, series) => sum + parts[series], 0));
  const highest = Math.max(1, ...sizes.slice(-MAX_BARS));
  return (
    <figure className="repartee-budget-turns">
      <figcaption>{words.byTurn}</figcaption>
      <div className="repartee-budget-chart" aria-hidden="true">
        {rows.slice(-MAX_BARS).map(({ turn, parts, isEstimated }) => (
          <div key={turn} data-estimated={isEstimated ? '' : undefined}>
            {shown.map(
              (series) =>
                parts[series] > 0 && (
                  <i
                    key={series}
                    data-series={series}
                    style={{ blockSize: `${(parts[series] / highest) * 100}%` }}
                  />
                ),
            )}
          </div>
        ))}
      </div>
      <ul className="repartee-budget-legend" aria-hidden="true">
        {shown.map((series) => (
          <li key={series}>
            <i data-series={series} />
            {words[series]}
          </li>
        ))}
      </ul>
      <TurnTable rows={rows} shown={shown} currency={currency} />
    </figure>
  );
}
