import type { TurnStages } from '@repartee/core';
import type { Stage } from './Timeline.ts';

/** The stages in order, each named by what ends it. */
const NAMES = [
  ['speechEndedAtMs', ''],
  ['turnEndedAtMs', 'End of turn found'],
  ['responseStartedAtMs', 'Response begins'],
  ['firstAudioAtMs', 'First audio arrives'],
  ['audibleAtMs', 'First audio plays'],
] as const;

/** The stages of a turn that are known. A stage that is not reported belongs to the next one. */
export function stagesOf(turn: TurnStages, startedAtMs: number): readonly Stage[] {
  const known = NAMES.flatMap(([key, name]) => {
    const atMs = turn[key];
    return atMs === null ? [] : [{ name, atMs: Math.max(0, atMs - startedAtMs) }];
  });
  return known.slice(1).map(({ name, atMs }, index) => {
    const startMs = known[index]?.atMs ?? atMs;
    return { name, startMs, endMs: Math.max(startMs, atMs) };
  });
}
