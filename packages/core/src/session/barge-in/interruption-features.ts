import type { BargeInEvidence } from './barge-in-evidence.ts';

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

/** The measures that the model weighs, each scaled to about 0 to 1. */
export const FEATURES = {
  bias: () => 1,
  /** Voiced time. */
  voiced: ({ shape }) => clamp((shape?.activeVoicedMs ?? 0) / 300, 0, 2),
  /** The share of it. The first hops say little: it begins in the middle. */
  voicedShare: ({ shape }) => ((shape?.activeVoicedMs ?? 0) + 50) / ((shape?.activeMs ?? 0) + 100),
  /** Syllables, and syllables a second. */
  rises: ({ shape }) => clamp((shape?.rises ?? 0) / 4, 0, 2),
  riseRate: ({ shape, elapsedMs }) => clamp((250 * (shape?.rises ?? 0)) / Math.max(200, elapsedMs), 0, 2),
  /** The pitch moves in speech, and stands still in notes, bells and hums. */
  pitchMove: ({ shape }) => clamp((shape?.pitchMove ?? 0) / 60, 0, 1.5),
  pitchStill: ({ shape }) => shape?.pitchStill ?? 0,
  /** Vowels and consonants change the spectrum, and syllables the level. */
  spectralMove: ({ shape }) => clamp((shape?.spectralMove ?? 0) / 6, 0, 1.5),
  levelMove: ({ shape }) => clamp((shape?.levelMove ?? 0) / 8, 0, 1.5),
  attack: ({ shape }) => clamp((shape?.attackDb ?? 0) / 20, 0, 2),
  /** Vowels and hiss take turns. */
  tiltMove: ({ shape }) => clamp((shape?.tiltMove ?? 0) / 10, 0, 1.5),
  peak: ({ shape }) => clamp((shape?.peakDb ?? 0) / 20, 0, 1.5),
  level: ({ levelDb }) => clamp(levelDb / 20, 0, 1.5),
  /** The share of the time since the onset that is above the noise, and the current pause. */
  duty: ({ speechMs, elapsedMs }) => clamp(speechMs / Math.max(100, elapsedMs), 0, 1),
  pause: ({ silenceMs }) => clamp(silenceMs / 200, 0, 1.5),
  /** An echo follows the agent's level, and needs a coupling. */
  echo: ({ echoMatch, couplingDb }) =>
    clamp((echoMatch - 0.6) / 0.3, 0, 1) * clamp((couplingDb + 45) / 20, 0, 1),
  /** The score of a detector that the app chose. The measures of time and level above are then its own. */
  probability: ({ smoothProbability }) => smoothProbability ?? 0,
  quiet: ({ shape }) => clamp((shape?.pauseMs ?? 0) / 200, 0, 1.5),
} satisfies Record<string, (evidence: BargeInEvidence) => number>;

/** The name of a measure. */
export type Feature = keyof typeof FEATURES;

/** The names of all measures, in a fixed order. */
export const FEATURE_NAMES = Object.keys(FEATURES) as readonly Feature[];

/** The measures that there are with a chosen detector only. */
export const CHOSEN_ONLY: ReadonlySet<Feature> = new Set(['probability', 'quiet']);

/** Weights that were fitted for one kind of evidence. */
export interface FittedWeights {
  /** The weight of each measure at each duration. Measures without weights are not weighed. */
  readonly weights: Readonly<Partial<Record<Feature, readonly number[]>>>;
  /** The sum from which on a sound is more of an interruption than of anything else, at each duration. */
  readonly yieldAt: readonly number[];
}
