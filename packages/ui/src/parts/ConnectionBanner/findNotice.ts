import type { RealtimeErrorCode, RenewalCause, SessionState } from '@repartee/core';
import { waysOut } from '../../labels/waysOut.ts';
import type { WayOut } from '../../labels/waysOut.ts';

/**
 * The notice of a `ConnectionBanner`, the most important first:
 * - `failed`: an error ended the conversation; the code says which
 * - `ended-idle`, `ended-hidden`: it ended after a long silence, or while the page was in the background
 * - `offline`: the browser has no network, and the session waits for it
 * - `reconnecting`: another connection is being opened, after a loss or because the one in use may be dead; the cause says
 *   why
 * - `paused`: the conversation is paused
 * - `queued`: every agent of the vendor is busy, and the user waits for one
 * - `idle-warning`: it ends soon, because it has been silent for long
 * - `microphone-lost`, `microphone-interrupted`: the agent cannot hear the user
 * - `fresh`, `reseeded`, `resumed`: it is back, and how much the agent remembers
 */
export type ConnectionNotice =
  | 'failed'
  | 'ended-idle'
  | 'ended-hidden'
  | 'offline'
  | 'reconnecting'
  | 'paused'
  | 'queued'
  | 'idle-warning'
  | 'microphone-lost'
  | 'microphone-interrupted'
  | 'fresh'
  | 'reseeded'
  | 'resumed';

/** A notice with what it is about. */
export interface NoticeOf {
  readonly notice: ConnectionNotice;
  readonly cause: RenewalCause | null;
  readonly code: RealtimeErrorCode | null;
  readonly action: WayOut | null;
}

/** The state that the notices depend on. */
export type NoticeState = Pick<
  SessionState,
  | 'status'
  | 'endReason'
  | 'error'
  | 'reconnection'
  | 'renewalCause'
  | 'isPaused'
  | 'isQueued'
  | 'idleEndsAtMs'
  | 'microphone'
>;

/** Errors that no notice is shown for: the user asked for `aborted`, and `BudgetExceeded` has the budget's own dialog. */
const HIDDEN: ReadonlySet<RealtimeErrorCode> = new Set(['aborted', 'budget-exceeded']);

const BARE = { cause: null, code: null } as const;

/** Finds the most important notice of a state; `null` if there is nothing to say. */
export function findNotice(state: NoticeState): NoticeOf | null {
  return findEnd(state) ?? findGap(state) ?? findWarning(state);
}

function findEnd({ status, endReason, error }: NoticeState): NoticeOf | null {
  if (status === 'failed' && error && !HIDDEN.has(error.code)) {
    return { notice: 'failed', cause: null, code: error.code, action: waysOut[error.code] };
  }
  if (status !== 'closed') return null;
  if (endReason === 'idle') return { ...BARE, notice: 'ended-idle', action: 'start-again' };
  return endReason === 'hidden' ? { ...BARE, notice: 'ended-hidden', action: 'start-again' } : null;
}

/** A planned renewal has no attempt that the user could hurry. */
export const PLANNED: ReadonlySet<RenewalCause> = new Set(['session-expiring', 'config-changed', 'resumed']);

function findGap({ status, reconnection, renewalCause }: NoticeState): NoticeOf | null {
  // The user hears nothing, and a planned renewal is none of the user's concern.
  if (renewalCause === 'connection-silent')
    return { notice: 'reconnecting', cause: renewalCause, code: null, action: null };
  if (status !== 'reconnecting' || !reconnection) return null;
  const { cause, isOffline } = reconnection;
  if (isOffline) return { notice: 'offline', cause, code: null, action: 'try-now' };
  return { notice: 'reconnecting', cause, code: null, action: PLANNED.has(cause) ? null : 'try-now' };
}

function findWarning({ status, isPaused, isQueued, idleEndsAtMs, microphone }: NoticeState): NoticeOf | null {
  if (status !== 'live' && status !== 'paused') return null;
  if (isPaused || status === 'paused') return { ...BARE, notice: 'paused', action: 'resume' };
  if (isQueued) return { ...BARE, notice: 'queued', action: null };
  if (idleEndsAtMs !== null) return { ...BARE, notice: 'idle-warning', action: 'keep-talking' };
  if (microphone === 'lost') return { ...BARE, notice: 'microphone-lost', action: 'open-microphone' };
  return microphone === 'interrupted' ? { ...BARE, notice: 'microphone-interrupted', action: null } : null;
}
