import type { ContinuityEntry, RenewalCause } from '@repartee/core';
import { memoryOf } from '../../internal/memoryOf.ts';
import type { Labels } from '../../labels/Labels.ts';

/** Renewals that nothing had broken before. */
const PLANNED: ReadonlySet<RenewalCause> = new Set(['session-expiring', 'config-changed']);

/** Says what the agent remembers on a new connection. A planned renewal that lost nothing is no event for the user. */
export function describeContinuity(
  { memory: kind, cause, lost }: ContinuityEntry,
  labels: Pick<Labels, 'continuity' | 'connectionRenewed'>,
): string {
  const memory = memoryOf(kind, lost);
  const isUnnoticed = PLANNED.has(cause) && memory !== 'fresh' && lost.length === 0;
  return isUnnoticed ? labels.connectionRenewed : labels.continuity[memory];
}
