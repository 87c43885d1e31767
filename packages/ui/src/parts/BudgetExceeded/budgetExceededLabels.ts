import { budgetAmounts } from '../../labels/budgetAmounts.ts';
import type { BudgetLabels } from '../../labels/BudgetLabels.ts';

/** The English labels of `BudgetExceeded`. */
export const budgetExceededLabels = {
  dismiss: 'Dismiss',
  budget: {
    ...budgetAmounts,
    exceededTitle: 'The budget for this conversation is used up',
    exceeded: (used) => `Used: ${used}. The conversation has ended.`,
    exceededUnknown: 'The conversation has ended.',
    goOn: 'Add more and continue',
  } satisfies Partial<BudgetLabels>,
};
