'use client';

import { useTokenBudget } from '@repartee/hooks';
import { BudgetMeterView } from './BudgetMeterView.tsx';
import type { BudgetMeterViewProps } from './BudgetMeterView.tsx';

/** The props of `BudgetMeter`. */
export type BudgetMeterProps = Omit<BudgetMeterViewProps, 'budget'>;

/**
 * Shows what the talk costs and how much of its budget is used; in detail also where it goes, turn by turn.
 *
 * @example
 * <BudgetMeter isDetailed />
 */
export function BudgetMeter(props: BudgetMeterProps) {
  return <BudgetMeterView {...props} budget={useTokenBudget()} />;
}
