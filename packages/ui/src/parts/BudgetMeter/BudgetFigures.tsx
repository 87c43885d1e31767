import type { BudgetState } from '@repartee/core';
import { useLabels } from '../../labels/useLabels.ts';

/** Where the money goes from here, as a list of names and figures. What is not known is left out. */
export function BudgetFigures({ budget }: { readonly budget: BudgetState }) {
  const { budget: words } = useLabels();
  const { currency, projected } = budget;
  const { costPerMinute, nextTurnCost, minutesLeft, costAtEnd, trimSaving } = projected;
  const money = (amount: number | null) =>
    amount === null || currency === null ? null : words.money(amount, currency);
  const figures: readonly (readonly [string, string | null])[] = [
    [words.perMinute, money(costPerMinute)],
    [words.nextTurn, money(nextTurnCost)],
    [words.timeLeft, minutesLeft === null ? null : words.duration(minutesLeft * 60)],
    [words.atEnd, money(costAtEnd)],
    // A loss is no reason to forget.
    [words.trimSaving, trimSaving !== null && trimSaving > 0 ? money(trimSaving) : null],
  ];
  const known = figures.filter(([, figure]) => figure !== null);
  if (known.length === 0) return null;
  return (
    <dl className="repartee-budget-figures">
      {known.map(([name, figure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
