'use client';

import { useId, useRef } from 'react';
import type { BudgetState, LimitName } from '@repartee/core';
import { describeBudget } from '../../internal/describeBudget.ts';
import { Icon } from '../../internal/Icon.tsx';
import { alertShape } from '../../internal/iconShapes.ts';
import { useModal } from '../../internal/useModal.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { budgetExceededLabels } from './budgetExceededLabels.ts';

/** The state of a `BudgetExceeded`. */
export interface BudgetExceededState {
  /** The limit that was reached; `null` if it is not known. */
  readonly limit: LimitName | null;
  readonly isModal: boolean;
}

/** The props of `BudgetExceededView`. */
export type BudgetExceededViewProps = Omit<PartProps<'dialog', BudgetExceededState>, 'children' | 'open'> & {
  /** The budget that is spent. */
  readonly budget: BudgetState;
  /** Opens the dialog over the page and keeps the focus in it. @default false */
  readonly modal?: boolean;
  /** Called by the button that continues. Without it there is no such button. */
  readonly onGoOn?: (() => void) | undefined;
  /** Called by the button that dismisses, and by the Escape key. Without it there is no such button. */
  readonly onDismiss?: (() => void) | undefined;
};

/**
 * The dialog of `BudgetExceeded` for a budget state of your own.
 *
 * Attributes: `data-limit`, `data-modal`.
 *
 * @example
 * <BudgetExceededView modal budget={state} onDismiss={() => setOpen(false)} />
 */
export function BudgetExceededView({
  budget,
  modal: isModal = false,
  onGoOn,
  onDismiss,
  ...props
}: BudgetExceededViewProps) {
  const { budget: labels, dismiss } = usePartLabels(budgetExceededLabels);
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog, isModal);
  const id = useId();
  const { used } = describeBudget(budget, labels);
  return usePart('dialog', props, {
    name: 'repartee-exceeded',
    state: { limit: budget.limit?.name ?? null, isModal },
    ref: dialog,
    props: {
      'aria-labelledby': `${id}title`,
      'aria-describedby': `${id}text`,
      open: isModal ? undefined : true,
      onCancel: (event: Event) => {
        // The app decides when the dialog closes, so that its state and the screen agree.
        event.preventDefault();
        onDismiss?.();
      },
    },
    children: (slot) => (
      <>
        <Icon shape={alertShape} className="repartee-notice-icon" />
        <h2 id={`${id}title`} className={slot('repartee-exceeded-title')}>
          {labels.exceededTitle}
        </h2>
        <p id={`${id}text`} className={slot('repartee-exceeded-text')}>
          {used ? labels.exceeded(used) : labels.exceededUnknown}
        </p>
        <div className={slot('repartee-exceeded-buttons')}>
          {onDismiss && (
            <button type="button" className={slot('repartee-button')} onClick={onDismiss}>
              {dismiss}
            </button>
          )}
          {onGoOn && (
            <button type="button" className={slot('repartee-button repartee-button-strong')} onClick={onGoOn}>
              {labels.goOn}
            </button>
          )}
        </div>
      </>
    ),
  });
}
