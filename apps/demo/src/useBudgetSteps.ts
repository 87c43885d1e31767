import { useEffect, useState } from 'react';
import type { BudgetAccount, BudgetStep } from '@repartee/core';

/** What a budget has done by itself, oldest first; one that it does again is not told twice. */
export function useBudgetSteps(budget: BudgetAccount | null): readonly BudgetStep[] {
  const [steps, setSteps] = useState<readonly BudgetStep[]>([]);
  useEffect(
    () =>
      budget?.on('action-taken', (step) =>
        setSteps((known) => [
          ...known.filter(({ action, limit }) => action !== step.action || limit !== step.limit),
          step,
        ]),
      ),
    [budget],
  );
  return steps;
}
