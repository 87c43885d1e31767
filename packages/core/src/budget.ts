export { createBudget } from './runtime/budget/create-budget.ts';
export type { BudgetPolicy, BudgetStorage } from './session/budget/budget-policy.ts';
export type { BudgetThreshold } from './session/budget/thresholds.ts';
