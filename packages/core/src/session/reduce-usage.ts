import type { UsageEntry } from './session-state.ts';
import type { Step } from './step.ts';

/** How many reports the state keeps; sums over all of them are the listener's business. */
const MAX_REPORTS = 200;

/** Takes a report of usage in. One response or transcription reports once; a repeated report replaces the first. */
export function recordUsage(step: Step, usage: UsageEntry): void {
  const others = step.state.usage.filter((entry) => entry.id !== usage.id || entry.source !== usage.source);
  step.patch({ usage: [...others, usage].slice(-MAX_REPORTS) });
  step.notify({ type: 'usage', usage });
}
