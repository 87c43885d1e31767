import type { BargeInEvidence, BargeInReason } from './barge-in/barge-in-evidence.ts';
import type { BargeInThresholds } from './barge-in/barge-in-thresholds.ts';
import { likelihoodOf } from './barge-in/interruption-model.ts';

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

/**
 * Below this likelihood the agent stays ducked: half of the sounds over which it would pause with the neural detector, and a
 * fiftieth of the interruptions (the tuning half of the field corpus, by models that did not know the speaker).
 */
const MIN_LIKELIHOOD = 0.01;

/** Whether the agent pauses until it is decided: the sound is speech so far, and only its length or its words are missing. */
export function isPauseDue(
  evidence: BargeInEvidence,
  objection: BargeInReason,
  { minLikelihood }: BargeInThresholds,
  pauseAfterMs = PAUSE_AFTER_MS,
): boolean {
  const { speechMs, isInterruptible } = evidence;
  if (!isInterruptible || speechMs < pauseAfterMs || STAYS_DUCKED.has(objection)) return false;
  const likelihood = minLikelihood === null ? null : likelihoodOf(evidence);
  return likelihood === null || likelihood >= MIN_LIKELIHOOD;
}
