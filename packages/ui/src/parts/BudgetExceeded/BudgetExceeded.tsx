'use client';

import { useState } from 'react';
import type { BudgetLimits } from '@repartee/core';
import { useSession, useSessionEvent, useSessionState, useTokenBudget } from '@repartee/hooks';
import { BudgetExceededView } from './BudgetExceededView.tsx';
import type { BudgetExceededViewProps } from './BudgetExceededView.tsx';

/** The props of `BudgetExceeded`. */
export type BudgetExceededProps = Omit<
  BudgetExceededViewProps,
  'budget' | 'onGoOn' | 'onDismiss' | 'isModal'
> & {
  /** By how much the limits are raised by whoever wants to go on. Without it the talk can only be put away. */
  readonly extendBy?: BudgetLimits;
  /** Called before the limits are raised; `false` keeps them, where somebody must be asked first for instance. */
  readonly onExtend?: (more: BudgetLimits) => boolean | void;
};

/**
 * Says that the talk has ended because its budget is used up, and offers to go on. It renders nothing until then.
 *
 * @example
 * <BudgetExceeded extendBy={{ cost: 0.5, minutes: 5 }} />
 */
export function BudgetExceeded({ extendBy, onExtend, ...props }: BudgetExceededProps) {
  const session = useSession();
  const budget = useTokenBudget();
  const isSpent = useSessionState(
    ({ endReason, error }) => endReason === 'budget' || error?.code === 'budget-exceeded',
  );
  const [isDismissed, setDismissed] = useState(false);
  useSessionEvent('status-changed', ({ status }) => {
    if (status === 'connecting') setDismissed(false);
  });
  if (!isSpent || isDismissed) return null;
  const goOn = () => {
    if (!extendBy || onExtend?.(extendBy) === false) return;
    budget.extend(extendBy);
    // What goes wrong then is in the state, where `ErrorNotice` finds it.
    void session.connect().catch(() => {});
  };
  return (
    <BudgetExceededView
      {...props}
      isModal
      budget={budget}
      onGoOn={extendBy && goOn}
      onDismiss={() => setDismissed(true)}
    />
  );
}
