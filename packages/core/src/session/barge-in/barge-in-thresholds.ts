/** How ready the agent is to be interrupted. */
export type BargeInPreset = 'eager' | 'balanced' | 'patient';

/**
 * What it takes to interrupt the agent. Values whose source is not named come from this package's benchmark: the labelled
 * corpus of voices, backchannels, coughs, taps, noise, music and echo under `tests/barge-in`.
 */
export interface BargeInThresholds {
  /** Speech over the noise, half of the pauses taken off, that counts without any words known, in milliseconds. Backchannels are shorter. */
  readonly minSpeechMs: number;
  /** The same where the vendor's own detection says that it is speech, in milliseconds. */
  readonly minConfirmedMs: number;
  /** Words that are no backchannel and that cut the agent, whatever the duration. A command needs one. */
  readonly minWords: number;
  /** What speech must be louder than the noise on the whole, in decibels. */
  readonly minLevelDb: number;
  /** Share of the speech that must be voiced, 0 to 1: coughs, taps and rustling are not. */
  readonly minVoicedShare: number;
  /** Unvoiced sound that counts after all, in milliseconds: somebody whispers. */
  readonly unvoicedMs: number;
  /** Silence that ends the doubt: the agent goes on, in milliseconds. */
  readonly resumeSilenceMs: number;
  /** For so long at its start a response is not cut by a voice alone, in milliseconds: the user's last word dies away. */
  readonly graceMs: number;
  /** From here on the loudness moves so much like the agent's that it is its echo, 0 to 1. */
  readonly echoMatch: number;
  /** Where less of the output than this comes back, nothing is an echo, in decibels: headphones, or a good canceller. */
  readonly echoCouplingDb: number;
  /** Share of the words that the agent has just said, from which on they are its echo, 0 to 1. */
  readonly echoWordShare: number;
  /** A doubt ends after so long, whatever it is about, in milliseconds: the agent goes on. */
  readonly maxDoubtMs: number;
}

const BALANCED: BargeInThresholds = {
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
  maxDoubtMs: 3_000,
};

/** The thresholds of each preset. */
export const BARGE_IN_PRESETS: Readonly<Record<BargeInPreset, BargeInThresholds>> = {
  eager: { ...BALANCED, minSpeechMs: 300, minConfirmedMs: 200, minWords: 1, minLevelDb: 6, graceMs: 0 },
  balanced: BALANCED,
  patient: { ...BALANCED, minSpeechMs: 700, minConfirmedMs: 600, minWords: 3, minLevelDb: 6, graceMs: 600 },
};
