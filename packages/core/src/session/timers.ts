import { giveUpOwed } from './ask-again.ts';
import { askForSummary } from './tell-history.ts';
import { takeIdleTime, watchIdle } from './idle.ts';
import { expire, forceRenewal, planRenewal } from './renewal-plan.ts';
import type { InputOf, SessionInput } from './session-input.ts';
import type { Step } from './step.ts';
import { sendDifference } from './vendor-config.ts';
import { checkSilence, watchVendor } from './vendor-silence.ts';
import { watchExpiry } from './watch-expiry.ts';

/** The rules have been loaded: what they would have done before is done now. */
export function begin(step: Step): void {
  const { status } = step.public;
  // The next connection is being opened meanwhile.
  if (status === 'connecting' || status === 'reconnecting') return askForSummary(step);
  if (!step.isLive) return;
  watchExpiry(step);
  sendDifference(step);
  if (step.state.vendor.announcedEnd !== null) planRenewal(step, 'session-expiring', null);
}

/** Runs after each input: both the vendor and the two who converse may be silent for too long. */
export function watchSilence(step: Step, input: SessionInput | null): void {
  watchVendor(step);
  if (input) watchIdle(step, input);
}

export function takeTimer(step: Step, { timer, atMs, playhead = null }: InputOf<'timer-fired'>): void {
  switch (timer) {
    case 'vendor-silence':
      return checkSilence(step, atMs);
    case 'idle':
      return takeIdleTime(step, atMs);
    case 'renewal':
      return step.update('renewal', { isQuietAwaited: false });
    case 'renewal-due':
      return expire(step);
    case 'renewal-deadline':
      return forceRenewal(step, playhead);
    case 'owed-answer':
      return giveUpOwed(step);
    default: // The timers of barge-in are for its own rules.
  }
}
