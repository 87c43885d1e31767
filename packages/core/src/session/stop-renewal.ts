import type { Step } from './step.ts';

/** Ends what is planned for a connection that is left. */
export function stopRenewal(step: Step): void {
  if (step.state.renewal.cause !== null) {
    step.do({ type: 'clear-timer', timer: 'renewal' });
    step.do({ type: 'clear-timer', timer: 'renewal-deadline' });
  }
  if (step.public.expiresAtMs !== null) step.do({ type: 'clear-timer', timer: 'renewal-due' });
  if (step.state.loss.owed !== null) step.do({ type: 'clear-timer', timer: 'owed-answer' });
}
