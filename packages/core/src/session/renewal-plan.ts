import type { RenewalCause } from './transcript/continuity.ts';
import { isResuming } from './report-continuity.ts';
import type { HeardSoFar } from './session-input.ts';
import { switchConnection } from './standby.ts';
import type { Step } from './step.ts';

/** The old connection is left so long before its end at the latest, in milliseconds. */
const LEAD_MS = 2_000;

/** An announcement that names no time is taken for one of so many milliseconds. */
const UNKNOWN_REMAINING_MS = 20_000;

/** The longest wait for a pause of a setting that needs another connection, in milliseconds. */
const SETTING_PATIENCE_MS = 10_000;

/** Causes after which another one counts: the setting can wait, and the path may be well again. */
const YIELDING: ReadonlySet<RenewalCause> = new Set(['config-changed', 'connection-silent']);

/** Whether a new connection may be open beside the current one. */
export function canOverlap(step: Step): boolean {
  return step.state.vendor.capabilities.canOverlapConnections && !isResuming(step);
}

/**
 * Plans to replace the connection at the next pause, and `remainingMs` from now at the latest. A vendor that would forget the
 * conversation is not left before its end.
 */
export function planRenewal(step: Step, cause: RenewalCause, remainingMs: number | null): void {
  const { canResume, canSeedHistory } = step.state.vendor.capabilities;
  if (!step.isLive || !(canResume || canSeedHistory)) return;
  const { atMs } = step.moment;
  const leftMs = remainingMs ?? (cause === 'config-changed' ? SETTING_PATIENCE_MS : UNKNOWN_REMAINING_MS);
  const deadlineAtMs = atMs + Math.max(0, leftMs - Math.min(LEAD_MS, leftMs / 4));
  const { renewal } = step.state;
  // An end that was announced counts more than a setting; the earlier deadline holds.
  const isFixed = renewal.cause !== null && !YIELDING.has(renewal.cause);
  const planned = isFixed ? renewal.cause : cause;
  const earliest = Math.min(deadlineAtMs, renewal.deadlineAtMs ?? Infinity);
  step.update('renewal', { cause: planned, deadlineAtMs: earliest });
  step.do({ type: 'set-timer', timer: 'renewal-deadline', afterMs: earliest - atMs });
}

/** The time has come that the vendor named from the start. The wall clock may have been set meanwhile. */
export function expire(step: Step): void {
  const { expiresAtMs } = step.public;
  if (expiresAtMs !== null && step.isLive)
    planRenewal(step, 'session-expiring', Math.max(0, expiresAtMs - step.moment.wallMs));
}

/** The vendor ends the connection in a moment: the old one is left whatever is under way. */
export function forceRenewal(step: Step, playhead: HeardSoFar | null): void {
  const { cause, deadlineAtMs } = step.state.renewal;
  if (cause === null || !step.isLive || step.moment.atMs < (deadlineAtMs ?? Infinity)) return;
  leaveForRenewal(step, playhead, true);
}

/** Leaves the connection: for the standby connection where that is ready, else for one that is opened now. */
export function leaveForRenewal(step: Step, playhead: HeardSoFar | null, isForced: boolean): void {
  const { standby, cause, isLeaving } = step.state.renewal;
  if (cause === null) return;
  if (standby?.isReady) return switchConnection(step, playhead, cause, isForced);
  if (isLeaving) return;
  step.update('renewal', { isLeaving: true });
  step.do({ type: 'renew-connection', cause });
}
