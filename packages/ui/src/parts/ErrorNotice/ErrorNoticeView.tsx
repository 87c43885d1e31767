'use client';

import type { RealtimeError, RealtimeErrorCode } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { alertShape } from '../../internal/iconShapes.ts';
import { PassingButton } from '../../internal/PassingButton.tsx';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { errorLabelsOf } from '../../labels/errorLabelsOf.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { errorNoticeLabels } from './errorNoticeLabels.ts';

/** The state of an `ErrorNotice`. */
export interface ErrorNoticeState {
  readonly code: RealtimeErrorCode;
  /** Whether the error ended the conversation. */
  readonly isFatal: boolean;
}

/** The props of `ErrorNoticeView`. */
export type ErrorNoticeViewProps = Omit<PartProps<'div', ErrorNoticeState>, 'children'> & {
  /** The error to explain. */
  readonly error: Pick<RealtimeError, 'code'>;
  /** Whether the error ended the conversation. @default false */
  readonly fatal?: boolean;
  /** Called by the button that tries again. Without it there is no such button. */
  readonly onRetry?: (() => void) | undefined;
  /** Called by the button that loads the page anew. Without it there is no such button. */
  readonly onReload?: (() => void) | undefined;
  /** Called by the button that dismisses the notice. Without it there is no such button. */
  readonly onDismiss?: (() => void) | undefined;
};

/**
 * The notice of `ErrorNotice` for an error of your own.
 *
 * Attributes: `data-code`, `data-fatal`.
 *
 * @example
 * <ErrorNoticeView error={error} onDismiss={() => setError(null)} />
 */
export function ErrorNoticeView({
  error,
  fatal: isFatal = false,
  onRetry,
  onReload,
  onDismiss,
  ...props
}: ErrorNoticeViewProps) {
  const labels = usePartLabels(errorNoticeLabels);
  const { title, advice } = errorLabelsOf(labels.errors, error.code);
  return usePart('div', props, {
    name: 'repartee-notice repartee-error',
    state: { code: error.code, isFatal },
    props: { role: 'alert' },
    children: (slot) => (
      <>
        <Icon shape={alertShape} className="repartee-notice-icon" />
        <div className={slot('repartee-notice-text')}>
          <strong className={slot('repartee-notice-title')}>{title}</strong>
          <p className={slot('repartee-notice-advice')}>{advice}</p>
        </div>
        {onRetry && (
          <PassingButton focusNext=".repartee-connect" onClick={onRetry}>
            {labels.tryAgain}
          </PassingButton>
        )}
        {onReload && <PassingButton onClick={onReload}>{labels.connectionActions.reload}</PassingButton>}
        {onDismiss && <PassingButton onClick={onDismiss}>{labels.dismiss}</PassingButton>}
      </>
    ),
  });
}
