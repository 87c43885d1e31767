import type { Labels } from '../../labels/Labels.ts';
import { budgetNumbers } from '../../labels/budgetNumbers.ts';

const { duration } = budgetNumbers('en-US');

/** The English labels of `SessionTimer`. */
export const sessionTimerLabels = {
  elapsed: (ms) => duration(ms / 1_000),
  elapsedTitle: 'Duration',
} satisfies Partial<Labels>;
