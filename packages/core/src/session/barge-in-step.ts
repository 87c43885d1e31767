import type { BargeInWatch } from './barge-in/barge-in-watch.ts';
import type { Step } from './step.ts';

/** Changes what the rules of barge-in remember, in a session with barge-in. */
export function patchWatch(step: Step, change: Partial<BargeInWatch>): void {
  const watch = step.state.bargeIn;
  if (watch) step.state = { ...step.state, bargeIn: { ...watch, ...change } };
}

/** What the rules of barge-in remember. Only their observers ask, in a session with barge-in. */
export function watchOf(step: Step): BargeInWatch {
  return step.state.bargeIn as BargeInWatch;
}
