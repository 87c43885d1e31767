import type { BudgetState } from '@repartee/core';
import type { BudgetWords } from '../labels/BudgetWords.ts';

/** Says how much was used in all, and how much of the nearest limit. */
export function describeBudget(
  { cost, currency, isEstimated, limit, minutes, usage }: BudgetState,
  words: BudgetWords,
): { readonly sum: string; readonly used: string } {
  const money = describeMoney(cost, currency, isEstimated, words);
  const isUsed = minutes > 0 || usage.output.audio + usage.output.text > 0;
  const unit = currency ?? '';
  const quantity = limit && words.quantity(limit.name, limit.used, unit);
  const unpriced = isUsed ? words.unpriced : words.unused;
  return {
    // Without any prices the limit itself is the figure.
    sum: money ?? ((currency === null && quantity) || unpriced),
    used: limit
      ? words.used(
          // The unit is said once: “1.8 of 2 minutes”.
          limit.name === 'cost' ? (quantity ?? '') : words.count(limit.used),
          words.quantity(limit.name, limit.limit, unit),
        )
      : '',
  };
}

/** Writes money, marked where it is an estimate; `null` where there is none to write. */
export function describeMoney(
  cost: number | null,
  currency: string | null,
  isEstimated: boolean,
  words: BudgetWords,
): string | null {
  if (cost === null || currency === null) return null;
  const figure = words.money(cost, currency);
  return isEstimated ? words.about(figure) : figure;
}
