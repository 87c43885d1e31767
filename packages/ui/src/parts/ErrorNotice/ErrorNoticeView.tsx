'use client';

import type { RealtimeError, RealtimeErrorCode } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What an `ErrorNotice` shows. */
export interface ErrorNoticeState {
  readonly code: RealtimeErrorCode;
  /** Whether the error ended the conversation. */
  readonly isFatal: boolean;
}

/** The props of `ErrorNoticeView`: those of its element, the error, and what can be done about it. */
export type ErrorNoticeViewProps = Omit<PartProps<'div', ErrorNoticeState>, 'children'> & {
  readonly error: Pick<RealtimeError, 'code'>;
  /** @default false */
  readonly isFatal?: boolean;
  /** Offers to try again. */
  readonly onRetry?: (() => void) | undefined;
  /** Offers to put the notice away. */
  readonly onDismiss?: (() => void) | undefined;
};

/**
 * The words of `ErrorNotice` for an error that you have at hand.
 *
 * @example
 * <ErrorNoticeView error={error} onDismiss={() => setError(null)} />
 */
export function ErrorNoticeView({
  error,
  isFatal = false,
  onRetry,
  onDismiss,
  className,
  style,
  ...props
}: ErrorNoticeViewProps) {
  const labels = useLabels();
  const { title, advice } = labels.errors[error.code];
  const state: ErrorNoticeState = { code: error.code, isFatal };
  return (
    <div
      role="alert"
      {...props}
      {...resolvePart('repartee-notice repartee-error', state, { className, style })}
    >
      <Icon shape="alert" className="repartee-notice-icon" />
      <div className="repartee-notice-words">
        <strong>{title}</strong>
        <p>{advice}</p>
      </div>
      {onRetry && (
        <button type="button" className="repartee-button" onClick={onRetry}>
          {labels.tryAgain}
        </button>
      )}
      {onDismiss && (
        <button type="button" className="repartee-button" onClick={onDismiss}>
          {labels.dismiss}
        </button>
      )}
    </div>
  );
}
