'use client';

import { useState } from 'react';
import type { RealtimeError } from '@repartee/core';
import { useSession, useSessionEvent, useSessionState } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What an `ErrorNotice` shows. */
export interface ErrorNoticeState {
  readonly code: RealtimeError['code'];
  readonly isFatal: boolean;
}

/** The props of `ErrorNotice`. */
export type ErrorNoticeProps = Omit<PartProps<'div', ErrorNoticeState>, 'children'>;

/**
 * Says in plain words what went wrong and what to do: what ended the conversation, or, until it is dismissed, what went
 * wrong in the middle of it. It renders nothing while all is well.
 *
 * @example
 * <ErrorNotice />
 */
export function ErrorNotice({ className, style, ...props }: ErrorNoticeProps) {
  const session = useSession();
  const fatal = useSessionState((state) => (state.status === 'failed' ? state.error : null));
  const [passing, setPassing] = useState<RealtimeError | null>(null);
  useSessionEvent('error', setPassing);
  const labels = useLabels();
  const error = fatal ?? passing;
  if (!error || error.code === 'aborted') return null;
  const isFatal = fatal !== null;
  return (
    <div
      role="alert"
      {...props}
      {...resolvePart('repartee-error', { code: error.code, isFatal }, { className, style })}
    >
      <Icon shape="alert" />
      <p>{labels.errors[error.code]}</p>
      {isFatal ? (
        // The new attempt's own failure shows here again.
        <button
          type="button"
          className="repartee-button"
          onClick={() => void session.connect().catch(() => {})}
        >
          {labels.tryAgain}
        </button>
      ) : (
        <button type="button" className="repartee-button" onClick={() => setPassing(null)}>
          {labels.dismiss}
        </button>
      )}
    </div>
  );
}
