'use client';

import { useState } from 'react';
import type { BudgetLimits } from '@repartee/core';
import { useSession, useSessionEvent, useSessionState, useTokenBudget } from '@repartee/hooks';
import { BudgetExceededView } from './BudgetExceededView.tsx';
import type { BudgetExceededViewProps } from './BudgetExceededView.tsx';

/** The props of `BudgetExceeded`. */
export type BudgetExceededProps = Omit<
  BudgetExceededViewProps,
  'budget' | 'onGoOn' | 'onDismiss' | 'modal'
> & {
  /** By how much the button raises the limits. Without it there is no button to continue. */
  readonly extendBy?: BudgetLimits;
  /** Called before the limits are raised. Return `false` to keep them as they are. */
  readonly onExtend?: (more: BudgetLimits) => boolean | void;
};

/**
 * A dialog that appears when the budget has ended the conversation, and offers to continue. It renders nothing otherwise.
 *
 * Attributes: `data-limit` (the limit that was reached), `data-modal`.
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
    // A failure is in the state then, and `ErrorNotice` shows it.
    void session.connect().catch(() => {});
  };
  return (
    <BudgetExceededView
      {...props}
      modal
      budget={budget}
      onGoOn={extendBy && goOn}
      onDismiss={() => setDismissed(true)}
    />
  );
}
