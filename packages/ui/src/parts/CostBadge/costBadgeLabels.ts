import { budgetNumbers } from '../../labels/budgetNumbers.ts';
import type { BudgetLabels } from '../../labels/BudgetLabels.ts';

const { money } = budgetNumbers('en-US');

/** The English labels of `CostBadge`. */
export const costBadgeLabels = {
  budget: {
    money,
    about: (figure) => `≈ ${figure}`,
    turnCost: 'Cost of this turn',
    unpriced: 'No price known',
    unused: 'Nothing used yet',
  } satisfies Pick<BudgetLabels, 'money' | 'about' | 'turnCost' | 'unpriced' | 'unused'>,
};
