import { isResuming } from './report-continuity.ts';
import type { Step } from './step.ts';

/*
 * Tool calls over a change of connections. A vendor that takes its conversation up again still waits for the result of a
 * call: the tool goes on, and its result is sent over the next connection. Any other vendor does not know the call.
 */

/** Whether calls outlive the connection that they came over. */
export function areCallsKept(step: Step): boolean {
  return isResuming(step);
}

/** Whether the vendor takes the result of a call that came over a connection, now or as soon as it is live again. */
export function isCallKnown(step: Step, connection: number): boolean {
  return connection === step.public.connection || (!step.isLive && areCallsKept(step));
}
