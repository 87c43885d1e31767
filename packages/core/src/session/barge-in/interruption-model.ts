import type { BargeInEvidence } from './barge-in-evidence.ts';
import { FEATURES } from './interruption-features.ts';
import type { Feature } from './interruption-features.ts';
import { BUILT_IN, CHOSEN, DURATIONS_MS } from './interruption-weights.ts';

/** One term of the sum that makes the likelihood. */
export interface LikelihoodTerm {
  readonly feature: Feature;
  /** The measure, scaled to about 0 to 1, its weight at this duration, and their product. */
  readonly value: number;
  readonly weight: number;
  readonly share: number;
}

/** The likelihood of an interruption, and how it came about. */
export interface Likelihood {
  /** 0 to 1; from 0.5 on, it is more of an interruption than of anything else. */
  readonly likelihood: number;
  /** The evidence for an interruption and against it, the strongest first. */
  readonly terms: readonly LikelihoodTerm[];
}

/** The shortest sound that is judged, in milliseconds. */
const MIN_MS = 150;

/**
 * Estimates whether a sound is an interruption: a logistic model whose weights depend on how long the sound has lasted, fitted
 * on the tuning half of the field corpus, for the built-in detector and for a chosen one. Returns `null` where nothing is
 * known about the form of the sound.
 */
export function likelihoodOf(evidence: BargeInEvidence): number | null {
  return explainLikelihood(evidence)?.likelihood ?? null;
}

/** Explains a likelihood term by term. */
export function explainLikelihood(evidence: BargeInEvidence): Likelihood | null {
  if (!evidence.shape) return null;
  const activeMs = modelMs(evidence);
  const { weights, yieldAt } = evidence.isDetectorChosen ? CHOSEN : BUILT_IN;
  const terms = (Object.keys(weights) as Feature[]).map((feature) => {
    const [value, weight] = [FEATURES[feature](evidence), weightAt(weights[feature] ?? [], activeMs)];
    return { feature, value, weight, share: value * weight };
  });
  const sum = terms.reduce((total, { share }) => total + share, 0);
  const likelihood = activeMs < MIN_MS ? 0 : 1 / (1 + Math.exp(weightAt(yieldAt, activeMs) - sum));
  return { likelihood, terms: terms.toSorted((a, b) => Math.abs(b.share) - Math.abs(a.share)) };
}

/** The duration that the weights depend on, in milliseconds: what is not decay, or what a chosen detector takes for speech. */
export function modelMs({ shape, speechMs, isDetectorChosen }: BargeInEvidence): number {
  return isDetectorChosen ? speechMs : (shape?.activeMs ?? 0);
}

/** A value of a table by duration, on the line between its neighbours. */
function weightAt(values: readonly number[], activeMs: number): number {
  const last = DURATIONS_MS.length - 1;
  for (let index = 0; index < last; index += 1) {
    const [from, to] = [DURATIONS_MS[index] ?? 0, DURATIONS_MS[index + 1] ?? 0];
    if (activeMs >= to) continue;
    const share = Math.max(0, (activeMs - from) / (to - from));
    return (1 - share) * (values[index] ?? 0) + share * (values[index + 1] ?? 0);
  }
  return values[last] ?? 0;
}
