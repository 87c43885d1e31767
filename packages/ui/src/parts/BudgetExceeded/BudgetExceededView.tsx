'use client';

import { useEffect, useId, useMemo, useRef } from 'react';
import type { BudgetState, LimitName } from '@repartee/core';
import { describeBudget } from '../../internal/describeBudget.ts';
import { Icon } from '../../internal/Icon.tsx';
import { mergeRefs } from '../../internal/mergeRefs.ts';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `BudgetExceeded` shows. */
export interface BudgetExceededState {
  /** The limit that was reached; `null` where it is not known. */
  readonly limit: LimitName | null;
  readonly isModal: boolean;
}

/** The props of `BudgetExceededView`. */
export type BudgetExceededViewProps = Omit<PartProps<'dialog', BudgetExceededState>, 'children' | 'open'> & {
  readonly budget: BudgetState;
  /** Lies over the page and keeps the focus, until it is put away. @default false */
  readonly isModal?: boolean;
  /** Offers to go on. */
  readonly onGoOn?: (() => void) | undefined;
  /** Offers to put the dialog away; the Escape key does so too. */
  readonly onDismiss?: (() => void) | undefined;
};

/**
 * The words of `BudgetExceeded` for an account that you have at hand.
 *
 * @example
 * <BudgetExceededView isModal budget={state} onDismiss={() => setOpen(false)} />
 */
export function BudgetExceededView({
  budget,
  isModal = false,
  onGoOn,
  onDismiss,
  ref,
  className,
  style,
  ...props
}: BudgetExceededViewProps) {
  const { budget: words, dismiss } = useLabels();
  const own = useRef<HTMLDialogElement>(null);
  const refs = useMemo(() => mergeRefs(own, ref), [ref]);
  const id = useId();
  const { used } = describeBudget(budget, words);
  const state: BudgetExceededState = { limit: budget.limit?.name ?? null, isModal };
  useEffect(() => {
    const dialog = own.current;
    if (!isModal || !dialog) return undefined;
    dialog.showModal();
    return () => dialog.close();
  }, [isModal]);
  return (
    <dialog
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}words`}
      onCancel={(event) => {
        // The app decides when it goes, so that what it knows and what is seen are the same.
        event.preventDefault();
        onDismiss?.();
      }}
      {...props}
      {...resolvePart('repartee-exceeded', state, { className, style })}
      ref={refs}
      open={isModal ? undefined : true}
    >
      <Icon shape="alert" className="repartee-notice-icon" />
      <h2 id={`${id}title`}>{words.exceededTitle}</h2>
      <p id={`${id}words`}>{used ? words.exceeded(used) : words.exceededUnknown}</p>
      <div className="repartee-exceeded-buttons">
        {onDismiss && (
          <button type="button" className="repartee-button" onClick={onDismiss}>
            {dismiss}
          </button>
        )}
        {onGoOn && (
          <button type="button" className="repartee-button repartee-button-strong" onClick={onGoOn}>
            {words.goOn}
          </button>
        )}
      </div>
    </dialog>
  );
}
