import { budgetNumbers } from './budgetNumbers.ts';
import type { BudgetLabels, BudgetNumbers } from './BudgetLabels.ts';

type AmountLabels = BudgetNumbers & Pick<BudgetLabels, 'about' | 'unpriced' | 'unused' | 'quantity' | 'used'>;

const numbers = budgetNumbers('en-US');
const { money, count } = numbers;

const plural = (value: number, one: string) => `${count(value)} ${value === 1 ? one : `${one}s`}`;

/** Amounts in English, which more than one part of the budget shows. */
export const budgetAmounts: AmountLabels = {
  ...numbers,
  about: (figure) => `≈ ${figure}`,
  unpriced: 'No price known',
  unused: 'Nothing used yet',
  quantity(limit, value, currency) {
    if (limit === 'cost') return money(value, currency);
    if (limit === 'turns') return plural(value, 'turn');
    if (limit.startsWith('tokens')) return plural(value, 'token');
    const silence = limit === 'idleMinutes' ? ' of silence' : limit === 'mutedMinutes' ? ' muted' : '';
    return `${count(value)} min${silence}`;
  },
  used: (used, limit) => `${used} of ${limit}`,
};
