/** A set of thresholds, by the ease of interrupting the agent: `eager` is the easiest. */
export type BargeInPreset = 'eager' | 'balanced' | 'patient';

/**
 * Thresholds of an interruption. Values whose source is not named come from this package's benchmark: the labelled
 * corpus of voices, backchannels, coughs, taps, noise, music and echo under `tests/barge-in`.
 */
export interface BargeInThresholds {
  /**
   * Likelihood of an interruption from which on a sound interrupts, 0 to 1, by the model that was fitted on recordings. `null`:
   * `minSpeechMs`, `minConfirmedMs`, `minVoicedShare` and `unvoicedMs` decide, as they do where the form of the sound is
   * unknown. An app that sets one of them sets `null` by it.
   */
  readonly minLikelihood: number | null;
  /** The same when the vendor's own detection reports speech. */
  readonly minConfirmedLikelihood: number;
  /** The same once one word has been recognised that is not a backchannel. Recognisers write down words for coughs. */
  readonly minWordLikelihood: number;
  /**
   * The wait for recognised words after the onset, in milliseconds. It applies where words are recognised while
   * they are spoken.
   */
  readonly waitForWordsMs: number;
  /** From this likelihood on, a sound interrupts without words where they are expected: while they are waited for, and after that. */
  readonly sureLikelihood: number;
  readonly minWordlessLikelihood: number;
  /** Speech above the noise, less half of the pauses, that interrupts without known words, in milliseconds. Backchannels are shorter. */
  readonly minSpeechMs: number;
  /** The same when the vendor's own detection reports speech, in milliseconds. */
  readonly minConfirmedMs: number;
  /** The number of words, backchannels not counted, that interrupt at any duration. A command needs one. */
  readonly minWords: number;
  /** The lead of speech over the noise that is needed, on average, in decibels. */
  readonly minLevelDb: number;
  /** Share of the speech that must be voiced, 0 to 1: coughs, taps and rustling are not. */
  readonly minVoicedShare: number;
  /** Unvoiced sound that interrupts nevertheless, in milliseconds: whispering. */
  readonly unvoicedMs: number;
  /** Silence after which the agent resumes, in milliseconds. */
  readonly resumeSilenceMs: number;
  /**
   * The time for which a response is protected from a voice without words at its start, in milliseconds: the
   * user's last word may still be heard.
   */
  readonly graceMs: number;
  /** From this similarity of loudness on, the sound is an echo of the agent, 0 to 1. */
  readonly echoMatch: number;
  /** Below this coupling of output and input no sound is an echo, in decibels: headphones, or good echo cancellation. */
  readonly echoCouplingDb: number;
  /** From this share of words that the agent has just spoken on, the words are its echo, 0 to 1. */
  readonly echoWordShare: number;
  /** The agent resumes after this time without a decision, in milliseconds. */
  readonly maxCandidateMs: number;
}

const BALANCED: BargeInThresholds = {
  minLikelihood: 0.5,
  minConfirmedLikelihood: 0.4,
  minWordLikelihood: 0.3,
  waitForWordsMs: 700,
  sureLikelihood: 0.99,
  minWordlessLikelihood: 0.97,
  minSpeechMs: 480,
  minConfirmedMs: 400,
  minWords: 2,
  minLevelDb: 4,
  minVoicedShare: 0.5,
  unvoicedMs: 1_500,
  resumeSilenceMs: 300,
  graceMs: 300,
  echoMatch: 0.75,
  echoCouplingDb: -30,
  echoWordShare: 0.6,
  maxCandidateMs: 3_000,
};

/** The thresholds of each preset. */
export const BARGE_IN_PRESETS: Readonly<Record<BargeInPreset, BargeInThresholds>> = {
  eager: {
    ...BALANCED,
    minLikelihood: 0.35,
    minConfirmedLikelihood: 0.25,
    minWordLikelihood: 0.2,
    waitForWordsMs: 500,
    minSpeechMs: 300,
    minConfirmedMs: 200,
    minWords: 1,
    minLevelDb: 6,
    graceMs: 0,
  },
  balanced: BALANCED,
  patient: {
    ...BALANCED,
    minLikelihood: 0.7,
    minConfirmedLikelihood: 0.6,
    minWordLikelihood: 0.5,
    waitForWordsMs: 900,
    minSpeechMs: 700,
    minConfirmedMs: 600,
    minWords: 3,
    minLevelDb: 6,
    graceMs: 600,
  },
};
