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
  /** The amount by which the button raises the limits. Without it there is no button to continue. */
  readonly extendBy?: BudgetLimits;
  /** Called before the limits are raised. Return `false` to keep them as they are. */
  readonly onExtend?: (more: BudgetLimits) => boolean | void;
};

/**
 * A dialog that appears when the budget has ended the conversation, or refuses to begin one, and offers to continue. It renders
 * nothing otherwise.
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
  // A refusal, which changes no state, opens the dialog, and the user closes it. `null` leaves it to the state.
  const [isOpen, setOpen] = useState<boolean | null>(null);
  useSessionEvent('error', ({ code }) => {
    if (code === 'budget-exceeded') setOpen(true);
  });
  useSessionEvent('status-changed', ({ status, previous }) => {
    if (status === 'connecting' || previous === 'paused') setOpen(null);
  });
  if (!(isOpen ?? isSpent)) return null;
  const goOn = () => {
    if (!extendBy || onExtend?.(extendBy) === false) return;
    budget.extend(extendBy);
    setOpen(null);
    // A failure is in the state then, or an `error` event tells another refusal.
    void session.connect().catch(() => {});
  };
  return (
    <BudgetExceededView
      {...props}
      modal
      budget={budget}
      onGoOn={extendBy && goOn}
      onDismiss={() => setOpen(false)}
    />
  );
}
