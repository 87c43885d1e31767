import type { LostMemory } from './transcript/continuity.ts';
import type { InputOf } from './session-input.ts';
import type { Step } from './step.ts';
import { addEntry, stampEntry } from './transcript-edits.ts';

/** Whether the vendor has kept the conversation itself. */
export function isResuming({ state }: Step): boolean {
  const { capabilities, resumeHandle } = state.vendor;
  return capabilities.canResume && resumeHandle !== null;
}

/** The last connection that was live is gone. The first cause counts: later ones are about attempts. */
export function startGap(
  step: Step,
  cause: InputOf<'connection-lost'>['cause'],
  sinceMs = step.moment.atMs,
): void {
  const { gap } = step.state.history;
  if (gap || !step.state.vendor.hasBeenLive) return;
  step.update('history', { gap: { cause, sinceMs } });
}

/**
 * Reports that a new connection has taken over, once: by the event, and by a row.
 *
 * @param others what else the change of connections took with it.
 */
export function reportContinuity(step: Step, others: readonly LostMemory[] = []): void {
  const { gap, savedForMs, seed, lostCallIds } = step.state.history;
  const { hasBeenLive } = step.state.vendor;
  if (!hasBeenLive && savedForMs === null) return;
  const kind =
    hasBeenLive && isResuming(step) ? 'resumed' : seed && seed.items.length > 0 ? 'reseeded' : 'fresh';
  const cause = hasBeenLive ? (gap?.cause ?? 'resumed') : 'resumed';
  const gapMs = hasBeenLive ? (gap ? Math.max(0, step.moment.atMs - gap.sinceMs) : 0) : (savedForMs ?? 0);
  const calls = lostCallIds.map((callId) => ({ what: 'tool-call', callId }) as const);
  const lost = [...(seed?.lost ?? []), ...calls, ...others];
  const { connection } = step.public;
  step.update('history', { gap: null, savedForMs: null, seed: null, lostCallIds: [] });
  addEntry(step, {
    kind: 'continuity',
    id: `continuity_${connection}`,
    ...stampEntry(step),
    state: 'done',
    memory: kind,
    cause,
    lost,
    gapMs,
  });
  step.emit('continuity', { kind, cause, lost, connection, gapMs });
}
