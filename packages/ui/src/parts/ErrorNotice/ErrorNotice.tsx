'use client';

import { useState } from 'react';
import type { RealtimeError, RealtimeErrorCode } from '@repartee/core';
import { useSession, useSessionEvent, useSessionState } from '@repartee/hooks';
import { reloadPage } from '../../internal/reloadPage.ts';
import { waysOut } from '../../labels/waysOut.ts';
import { ErrorNoticeView } from './ErrorNoticeView.tsx';
import type { ErrorNoticeViewProps } from './ErrorNoticeView.tsx';

/** The props of `ErrorNotice`. */
export type ErrorNoticeProps = Omit<
  ErrorNoticeViewProps,
  'error' | 'fatal' | 'onRetry' | 'onReload' | 'onDismiss'
> & {
  /**
   * The errors that it shows: `all`, or only those `passing` ones that do not end the conversation, beside a
   * `ConnectionBanner`, which shows the others. @default 'all'
   */
  readonly errors?: 'all' | 'passing';
  /** An error from before the notice was there, for apps that load it when it is needed. @default null */
  readonly defaultError?: RealtimeError | null;
  /** Loads the page anew where only that helps, as for `module-failed`. @default location.reload() */
  readonly onReload?: () => void;
};

/** The codes that are not shown: `aborted` is what the user asked for, and `AudioUnlockPrompt` handles `playback-blocked`. */
const HIDDEN: ReadonlySet<RealtimeErrorCode> = new Set(['aborted', 'playback-blocked']);

/**
 * Says in plain language what went wrong and what to do: the error that ended the conversation, or an error during it until
 * the user dismisses it or a new conversation starts. It renders nothing otherwise.
 *
 * Attributes: `data-code`, `data-fatal` (the error ended the conversation).
 *
 * @example
 * <ErrorNotice />
 */
export function ErrorNotice({
  errors = 'all',
  defaultError = null,
  onReload = reloadPage,
  ...props
}: ErrorNoticeProps) {
  const session = useSession();
  const fatal = useSessionState((state) =>
    state.status === 'failed' && errors === 'all' ? state.error : null,
  );
  const [passing, setPassing] = useState<RealtimeError | null>(defaultError);
  useSessionEvent('error', setPassing);
  useSessionEvent('status-changed', ({ status }) => {
    if (status === 'connecting') setPassing(null);
  });
  const error = fatal ?? passing;
  if (!error || HIDDEN.has(error.code)) return null;
  // If the new attempt fails too, this notice shows its error.
  const retry = () => void session.connect().catch(() => {});
  const wayOut = fatal && waysOut[fatal.code];
  return (
    <ErrorNoticeView
      {...props}
      error={error}
      fatal={fatal !== null}
      onRetry={wayOut !== null && wayOut !== 'reload' ? retry : undefined}
      onReload={wayOut === 'reload' ? onReload : undefined}
      onDismiss={fatal ? undefined : () => setPassing(null)}
    />
  );
}
