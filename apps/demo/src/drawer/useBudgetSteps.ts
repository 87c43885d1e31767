import { useEffect, useState } from 'react';
import type { BudgetAccount, BudgetStep } from '@repartee/core';

/** Lists the actions of a budget, oldest first, each action once per limit. */
export function useBudgetSteps(budget: BudgetAccount | null): readonly BudgetStep[] {
  const [steps, setSteps] = useState<readonly BudgetStep[]>([]);
  useEffect(
    () =>
      budget?.on('action-done', (step) =>
        setSteps((known) => [
          ...known.filter(({ action, limit }) => action !== step.action || limit !== step.limit),
          step,
        ]),
      ),
    [budget],
  );
  return steps;
}
