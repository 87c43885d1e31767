'use client';

import type { RealtimeErrorCode, RenewalCause } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { doneShape, micOffShape, pauseShape } from '../../internal/controlShapes.ts';
import { alertShape, clockShape, offlineShape, renewShape } from '../../internal/iconShapes.ts';
import type { IconShape } from '../../internal/IconShape.ts';
import { PassingButton } from '../../internal/PassingButton.tsx';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { errorLabelsOf } from '../../labels/errorLabelsOf.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import type { ErrorLabels } from '../../labels/Labels.ts';
import type { WayOut } from '../../labels/waysOut.ts';
import { connectionBannerLabels } from './connectionBannerLabels.ts';
import { PLANNED } from './findNotice.ts';
import type { ConnectionNotice } from './findNotice.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The state of a `ConnectionBanner`. */
export interface ConnectionBannerState {
  /** The notice that it shows; `null` while there is none. */
  readonly notice: ConnectionNotice | null;
  /** The cause of the new connection, for `offline` and `reconnecting`. */
  readonly cause: RenewalCause | null;
  /** The error, for `failed`. */
  readonly code: RealtimeErrorCode | null;
  /** Whether an attempt is being made. */
  readonly isAttempting: boolean;
}

/** The props of `ConnectionBannerView`. */
export type ConnectionBannerViewProps = Omit<PartProps<'div', ConnectionBannerState>, 'children'> & {
  /** The notice to show; `null` shows nothing. */
  readonly notice: ConnectionNotice | null;
  /** The cause of the new connection, for `offline` and `reconnecting`. @default 'connection-lost' */
  readonly cause?: RenewalCause | null;
  /** The error, for `failed`. @default 'connection-lost' */
  readonly code?: RealtimeErrorCode | null;
  /** The number of the attempt, from 1. @default 1 */
  readonly attempt?: number;
  /** The time until the next attempt, or until the end of a silent conversation, in milliseconds. @default null */
  readonly countdownMs?: number | null;
  /** The action of the button. @default null, no button */
  readonly action?: WayOut | null;
  /** Called by the button. */
  readonly onAction?: (() => void) | undefined;
  /** Called by the button that dismisses the notice. Without it there is no such button. */
  readonly onDismiss?: (() => void) | undefined;
};

const SHAPES: Readonly<Record<ConnectionNotice, IconShape>> = {
  failed: alertShape,
  'ended-idle': clockShape,
  'ended-hidden': clockShape,
  offline: offlineShape,
  reconnecting: renewShape,
  paused: pauseShape,
  queued: clockShape,
  'idle-warning': clockShape,
  'microphone-lost': micOffShape,
  'microphone-interrupted': micOffShape,
  fresh: alertShape,
  reseeded: doneShape,
  resumed: doneShape,
};

type BannerLabels = typeof connectionBannerLabels;

/**
 * The contents of `ConnectionBanner` for a state of your own.
 *
 * Attributes: `data-notice`, `data-cause`, `data-code`, `data-attempting`.
 *
 * @example
 * <ConnectionBannerView notice="reconnecting" cause="connection-lost" countdownMs={4_000} action="try-now" onAction={retry} />
 */
export function ConnectionBannerView(given: ConnectionBannerViewProps) {
  const {
    notice,
    cause = null,
    code = null,
    attempt = 1,
    countdownMs = null,
    action = null,
    ...rest
  } = given;
  const { onAction, onDismiss, ...props } = rest;
  const labels = usePartLabels(connectionBannerLabels);
  const isAttempting = notice === 'reconnecting' && countdownMs === null;
  const words = notice && wordsOf(notice, cause, code, labels);
  const time = notice && timeOf(notice, cause, attempt, countdownMs, labels);
  return usePart('div', props, {
    name: notice ? 'repartee-notice repartee-connection' : 'repartee-connection repartee-hidden',
    state: { notice, cause, code, isAttempting },
    children: (slot) => (
      <>
        {notice && <Mark notice={notice} isAttempting={isAttempting} />}
        <div className={slot('repartee-notice-text')}>
          {/* It stays in the page: a region that arrives with its text is not announced reliably. */}
          <div className={slot('repartee-connection-words')} role="status">
            {words && (
              <>
                <strong className={slot('repartee-notice-title')}>{words.title}</strong>{' '}
                <p className={slot('repartee-notice-advice')}>{words.advice}</p>
              </>
            )}
          </div>
          {/* Apart from the words, so that screen readers do not announce every second. */}
          {time && (
            <span className={slot('repartee-connection-time')} role="timer">
              {time}
            </span>
          )}
        </div>
        {notice && action && (
          <PassingButton
            key={action}
            isStrong={notice !== 'reconnecting' && notice !== 'offline'}
            focusNext=".repartee-connect"
            // A disabled button would lose the keyboard focus during the click.
            aria-disabled={isAttempting || undefined}
            onClick={() => !isAttempting && onAction?.()}
          >
            {labels.connectionActions[action]}
          </PassingButton>
        )}
        {notice && onDismiss && <PassingButton onClick={onDismiss}>{labels.dismiss}</PassingButton>}
      </>
    ),
  });
}

function Mark({
  notice,
  isAttempting,
}: {
  readonly notice: ConnectionNotice;
  readonly isAttempting: boolean;
}) {
  const slot = useSlots();
  if (isAttempting)
    return <span className={slot('repartee-notice-icon repartee-spinner')} aria-hidden="true" />;
  return <Icon shape={SHAPES[notice]} className="repartee-notice-icon" />;
}

function wordsOf(
  notice: ConnectionNotice,
  cause: RenewalCause | null,
  code: RealtimeErrorCode | null,
  labels: BannerLabels,
): ErrorLabels {
  if (notice === 'failed') return errorLabelsOf(labels.errors, code ?? 'connection-lost');
  return notice === 'reconnecting'
    ? labels.reconnectionCauses[cause ?? 'connection-lost']
    : labels.connectionNotices[notice];
}

function timeOf(
  notice: ConnectionNotice,
  cause: RenewalCause | null,
  attempt: number,
  countdownMs: number | null,
  labels: BannerLabels,
): string | null {
  const seconds = countdownMs === null ? null : Math.ceil(countdownMs / 1000);
  if (notice === 'idle-warning') return seconds === null ? null : labels.endsIn(seconds);
  if (notice !== 'reconnecting') return null;
  if (seconds !== null) return labels.nextAttempt(seconds);
  // The words of a planned renewal say it already.
  return cause && PLANNED.has(cause) && attempt === 1 ? null : labels.attempting(attempt);
}
