'use client';

import { useState } from 'react';
import type { RealtimeError, RealtimeErrorCode } from '@repartee/core';
import { useSession, useSessionEvent, useSessionState } from '@repartee/hooks';
import { ErrorNoticeView } from './ErrorNoticeView.tsx';
import type { ErrorNoticeViewProps } from './ErrorNoticeView.tsx';

/** The props of `ErrorNotice`. */
export type ErrorNoticeProps = Omit<ErrorNoticeViewProps, 'error' | 'isFatal' | 'onRetry' | 'onDismiss'>;

/** What stays as it is however often it is tried: offering it would mock the user. */
const HOPELESS: ReadonlySet<RealtimeErrorCode> = new Set([
  'invalid-config',
  'unsupported-capability',
  'unsupported-protocol',
  'insecure-context',
  'quota-exhausted',
  'budget-exceeded',
]);

/** What the user wanted, and what `AudioUnlockPrompt` tells better. */
const UNTOLD: ReadonlySet<RealtimeErrorCode> = new Set(['aborted', 'playback-blocked']);

/**
 * Says in plain words what went wrong and what to do: what ended the conversation, or, until it is dismissed or a new
 * conversation begins, what went wrong in the middle of it. It renders nothing while all is well.
 *
 * @example
 * <ErrorNotice />
 */
export function ErrorNotice(props: ErrorNoticeProps) {
  const session = useSession();
  const fatal = useSessionState((state) => (state.status === 'failed' ? state.error : null));
  const [passing, setPassing] = useState<RealtimeError | null>(null);
  useSessionEvent('error', setPassing);
  useSessionEvent('status-changed', ({ status }) => {
    if (status === 'connecting') setPassing(null);
  });
  const error = fatal ?? passing;
  if (!error || UNTOLD.has(error.code)) return null;
  // The new attempt's own failure shows here again.
  const retry = () => void session.connect().catch(() => {});
  return (
    <ErrorNoticeView
      {...props}
      error={error}
      isFatal={fatal !== null}
      onRetry={fatal && !HOPELESS.has(error.code) ? retry : undefined}
      onDismiss={fatal ? undefined : () => setPassing(null)}
    />
  );
}
