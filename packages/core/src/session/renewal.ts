import { isPause } from './is-pause.ts';
import { canOverlap, leaveForRenewal } from './renewal-plan.ts';
import type { SessionInput } from './session-input.ts';
import { openStandby } from './standby.ts';
import type { Step } from './step.ts';

/** The silence of the user that makes a pause, in milliseconds: the vendor reports a beginning turn later. */
const QUIET_MS = 500;

/**
 * Pursues a planned renewal after each input: opens the standby connection where the vendor allows two, and leaves the old one
 * in a pause.
 */
export function pursueRenewal(step: Step, input: SessionInput): void {
  pursue(step, input);
  showRenewal(step);
}

function pursue(step: Step, input: SessionInput): void {
  const { cause, standby, isPathSuspected } = step.state.renewal;
  if (cause === null || !step.isLive) return;
  const isOverlapping = canOverlap(step);
  if (isOverlapping && !standby) openStandby(step);
  if (isOverlapping && !standby?.isReady) return;
  if (isPathSuspected) return leaveAtOnce(step);
  if (!isPause(step)) return;
  const { atMs } = step.moment;
  const voicedAtMs = 'lastVoicedAtMs' in input ? input.lastVoicedAtMs : undefined;
  if (voicedAtMs !== undefined && atMs - (voicedAtMs ?? -Infinity) >= QUIET_MS)
    return leaveForRenewal(step, null, false);
  if (step.state.renewal.isQuietAwaited) return;
  step.update('renewal', { isQuietAwaited: true });
  step.do({ type: 'set-timer', timer: 'renewal', afterMs: QUIET_MS });
}

/** Shows components that another connection is being opened beside the one in use. */
function showRenewal(step: Step): void {
  const { cause, standby } = step.state.renewal;
  const renewalCause = step.isLive && standby ? cause : null;
  if (renewalCause !== step.public.renewalCause) step.patch({ renewalCause });
}

/** The standby connection lives, and the one in use may not. The timer brings what has been heard until now. */
function leaveAtOnce(step: Step): void {
  const { atMs } = step.moment;
  if ((step.state.renewal.deadlineAtMs ?? Infinity) <= atMs) return;
  step.update('renewal', { deadlineAtMs: atMs });
  step.do({ type: 'set-timer', timer: 'renewal-deadline', afterMs: 0 });
}
