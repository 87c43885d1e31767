import type { Step } from './step.ts';

/** The vendor has sent output. The timer is not set anew for each event: it looks at this time when it fires. */
export function recordOutput(step: Step, atMs: number): void {
  if (step.state.watch.isWatching) step.update('watch', { lastOutputAtMs: atMs });
}
