'use client';

import { useTokenBudget } from '@repartee/hooks';
import { BudgetMeterView } from './BudgetMeterView.tsx';
import type { BudgetMeterViewProps } from './BudgetMeterView.tsx';

/** The props of `BudgetMeter`. */
export type BudgetMeterProps = Omit<BudgetMeterViewProps, 'budget'>;

/**
 * Shows what the conversation costs and how much of its budget is used. With `detailed` it also shows the forecast and
 * each turn.
 *
 * Attributes: `data-level` (`ok`, `near`, `over`, `unmetered`), `data-detailed`, `data-estimated`, `data-limited`.
 *
 * @example
 * <BudgetMeter detailed />
 */
export function BudgetMeter(props: BudgetMeterProps) {
  return <BudgetMeterView {...props} budget={useTokenBudget()} />;
}
