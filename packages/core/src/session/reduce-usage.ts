import type { UsageEntry } from './session-state.ts';
import type { Step } from './step.ts';

/** The number of reports that the state keeps. Listeners that need sums over all of them add them up themselves. */
const MAX_REPORTS = 200;

/** Records a report of usage. A repeated report of the same response or transcription replaces the first. */
export function recordUsage(step: Step, usage: UsageEntry): void {
  const others = step.public.usage.filter((entry) => entry.id !== usage.id || entry.source !== usage.source);
  step.patch({ usage: [...others, usage].slice(-MAX_REPORTS) });
  step.emit('usage', usage);
}
