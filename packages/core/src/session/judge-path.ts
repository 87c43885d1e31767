import { startGap } from './report-continuity.ts';
import { canOverlap } from './renewal-plan.ts';
import type { InputOf } from './session-input.ts';
import type { Step } from './step.ts';

/**
 * The connection may be dead, or be back in a moment: another one is opened beside it, and the first of the two to live is
 * used. Where the vendor allows one connection only, the suspected one is waited for.
 */
export function judgePath(step: Step, { sinceMs }: InputOf<'path-changed'>): void {
  if (sinceMs === null) return trustPath(step);
  if (!step.isLive || !canOverlap(step)) return;
  startGap(step, 'connection-silent', sinceMs);
  step.update('renewal', {
    isPathSuspected: true,
    cause: step.state.renewal.cause ?? 'connection-silent',
  });
}

/** The connection lives. What was planned for another reason is kept. */
function trustPath(step: Step): void {
  const { isPathSuspected, cause, standby } = step.state.renewal;
  if (!isPathSuspected) return;
  step.update('renewal', { isPathSuspected: false });
  step.update('history', { gap: null });
  if (cause !== 'connection-silent') return;
  if (standby) step.do({ type: 'close-standby' });
  step.do({ type: 'clear-timer', timer: 'renewal' });
  step.do({ type: 'clear-timer', timer: 'renewal-deadline' });
  step.update('renewal', { cause: null, deadlineAtMs: null, standby: null, failures: 0, retryAtMs: null });
}
