'use client';

import type { BudgetState } from '@repartee/core';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { budgetMeterLabels } from './budgetMeterLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The forecast as a list of names and figures. Unknown figures are left out. */
export function BudgetFigures({ budget }: { readonly budget: BudgetState }) {
  const slot = useSlots();
  const { budget: labels } = usePartLabels(budgetMeterLabels);
  const { currency, projected } = budget;
  const { costPerMinute, nextTurnCost, minutesLeft, costAtEnd, trimSaving } = projected;
  const money = (amount: number | null) =>
    amount === null || currency === null ? null : labels.money(amount, currency);
  const figures: readonly (readonly [string, string | null])[] = [
    [labels.perMinute, money(costPerMinute)],
    [labels.nextTurn, money(nextTurnCost)],
    [labels.timeLeft, minutesLeft === null ? null : labels.duration(minutesLeft * 60)],
    [labels.atEnd, money(costAtEnd)],
    // A trim that would cost more than it saves is not worth showing.
    [labels.trimSaving, trimSaving !== null && trimSaving > 0 ? money(trimSaving) : null],
  ];
  const known = figures.filter(([, figure]) => figure !== null);
  if (known.length === 0) return null;
  return (
    <dl className={slot('repartee-budget-figures')}>
      {known.map(([name, figure]) => (
        <div key={name} className={slot('repartee-budget-figure')}>
          <dt className={slot('repartee-budget-name')}>{name}</dt>
          <dd className={slot('repartee-budget-amount')}>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
