import type { Step } from './step.ts';
import { evidenceOf } from './barge-in-candidate.ts';
import { patchWatch, watchOf } from './barge-in-step.ts';
import { QUIET_BARGE_IN } from './barge-in/barge-in.ts';
import type { BargeIn, BargeInState } from './barge-in/barge-in.ts';
import type { BargeInEvidence } from './barge-in/barge-in-evidence.ts';
import type { BargeInCandidate } from './barge-in/barge-in-watch.ts';
import type { BargeInDecision } from './barge-in/decide-barge-in.ts';

/** The longest wait for the silence after a yield, in milliseconds: an audio context may be suspended. */
const SILENCE_PATIENCE_MS = 500;
/** The number of decisions that the state keeps. */
const MAX_HISTORY = 50;

/** Changes the public state where it differs. */
export function setPublic(step: Step, change: Partial<BargeInState>): void {
  const before = step.public.bargeIn;
  const keys = Object.keys(change) as (keyof BargeInState)[];
  if (before && keys.every((key) => before[key] === change[key])) return;
  step.patch({ bargeIn: { ...QUIET_BARGE_IN, ...before, ...change } });
}

/** The time that the agent has been heard without a silence, in milliseconds. */
function responseMs(step: Step): number {
  const { spoken, nowMs } = watchOf(step);
  return spoken.sinceMs === null ? 0 : nowMs - spoken.sinceMs;
}

/** Whether the agent's current item may be cut. */
export function isInterruptible(step: Step): boolean {
  const { policy, spoken } = watchOf(step);
  return policy.interruptible !== false && spoken.isInterruptible;
}

/** The evidence about a sound now. */
export function evidenceNow(step: Step, candidate: BargeInCandidate, ms = responseMs(step)): BargeInEvidence {
  return evidenceOf(candidate, step, { isInterruptible: isInterruptible(step), responseMs: ms });
}

/** Reports a decision: at once, or after a yield when the reflex has measured the silence. */
export function explain(step: Step, candidate: BargeInCandidate, { verdict, reason }: BargeInDecision): void {
  const { hasReflex, nowMs } = watchOf(step);
  const { itemId, heardMs, onsetToDuckMs, onsetToPauseMs } = candidate;
  const bargeIn: BargeIn = {
    itemId,
    heardMs,
    verdict: verdict === 'yield' ? 'yield' : 'resume',
    reason,
    evidence: evidenceNow(step, candidate),
    atMs: nowMs,
    onsetToDuckMs,
    onsetToPauseMs,
    onsetToSilenceMs: null,
  };
  // A decision that still waits for its silence is reported without.
  report(step, null);
  patchWatch(step, { unreported: bargeIn });
  if (verdict !== 'yield' || !hasReflex) return report(step, null);
  step.do({ type: 'set-timer', timer: 'barge-in-silence', afterMs: SILENCE_PATIENCE_MS });
}

/** Reports the decision that waits for it. */
export function report(step: Step, onsetToSilenceMs: number | null): void {
  const bargeIn = step.state.bargeIn?.unreported;
  if (!bargeIn) return;
  // An agent that was paused has been silent since then.
  const { verdict, onsetToPauseMs } = bargeIn;
  const silenceMs = verdict === 'yield' ? (onsetToPauseMs ?? onsetToSilenceMs) : null;
  const reported = { ...bargeIn, onsetToSilenceMs: silenceMs };
  patchWatch(step, { unreported: null });
  const history = [...(step.public.bargeIn?.history ?? []), reported].slice(-MAX_HISTORY);
  setPublic(step, { history });
  step.emit('barge-in', reported);
}
