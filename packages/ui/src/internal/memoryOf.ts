import type { ContinuityKind, LostMemory } from '@repartee/core';

/**
 * The agent's memory, as the user sees it. An agent that remembers nothing has lost nothing if nothing had been said: then
 * the conversation just goes on.
 */
export function memoryOf(kind: ContinuityKind, lost: readonly LostMemory[]): ContinuityKind {
  const hasForgotten = lost.some(({ what }) => what === 'entries');
  return kind === 'fresh' && !hasForgotten ? 'resumed' : kind;
}
