import type { BudgetState } from '@repartee/core';
import type { BudgetLabels } from '../labels/BudgetLabels.ts';

type AmountLabels = Pick<
  BudgetLabels,
  'money' | 'about' | 'unpriced' | 'unused' | 'quantity' | 'used' | 'count'
>;

/** Describes how much was used in total, and how much of the nearest limit. */
export function describeBudget(
  { cost, currency, isEstimated, limit, minutes, usage }: BudgetState,
  labels: AmountLabels,
): { readonly sum: string; readonly used: string } {
  const money = describeMoney(cost, currency, isEstimated, labels);
  const isUsed = minutes > 0 || usage.output.audio + usage.output.text > 0;
  const unit = currency ?? '';
  const quantity = limit && labels.quantity(limit.name, limit.used, unit);
  const unpriced = isUsed ? labels.unpriced : labels.unused;
  return {
    // Without prices, the use of the limit is the figure.
    sum: money ?? ((currency === null && quantity) || unpriced),
    used: limit
      ? labels.used(
          // The unit stands once: “1.8 of 2 minutes”.
          limit.name === 'cost' ? (quantity ?? '') : labels.count(limit.used),
          labels.quantity(limit.name, limit.limit, unit),
        )
      : '',
  };
}

/** Writes an amount of money, marked if it is an estimate; `null` without an amount. */
export function describeMoney(
  cost: number | null,
  currency: string | null,
  isEstimated: boolean,
  labels: Pick<BudgetLabels, 'money' | 'about'>,
): string | null {
  if (cost === null || currency === null) return null;
  const figure = labels.money(cost, currency);
  return isEstimated ? labels.about(figure) : figure;
}
