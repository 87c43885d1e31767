import type { BargeInEvidence, BargeInReason } from './barge-in/barge-in-evidence.ts';

/** The speech after which the agent pauses, in milliseconds: longer than most transients, shorter than most backchannels. */
export const PAUSE_AFTER_MS = 250;

/** Objections for which the agent stays ducked: more speech alone would not interrupt it. */
const STAYS_DUCKED: ReadonlySet<BargeInReason> = new Set([
  'protected',
  'grace',
  'echo-words',
  'echo-envelope',
  'backchannel',
  'unvoiced',
  'quiet',
]);

/** Whether the agent pauses until it is decided: the sound is speech so far, and only its length or its words are missing. */
export function isPauseDue(
  { speechMs, isInterruptible }: BargeInEvidence,
  objection: BargeInReason,
  pauseAfterMs = PAUSE_AFTER_MS,
): boolean {
  return isInterruptible && speechMs >= pauseAfterMs && !STAYS_DUCKED.has(objection);
}
