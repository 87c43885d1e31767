export { createBudget } from './runtime/budget/create-budget.ts';
export { createEmptyBudgetState } from './session/budget/empty-budget-state.ts';
export type { BudgetPolicy, BudgetStorage } from './session/budget/budget-policy.ts';
export type { BudgetThreshold } from './session/budget/thresholds.ts';
