import type { SoundShape } from '../../audio/speech-shape.ts';

/** The evidence about a possible barge-in at one moment. */
export interface BargeInEvidence {
  /** Since the voice began, in milliseconds. */
  readonly elapsedMs: number;
  /** The time above the noise, the voiced part of it, and the silence since, in milliseconds. */
  readonly speechMs: number;
  readonly voicedMs: number;
  readonly silenceMs: number;
  /** The level above the running noise floor, in decibels. */
  readonly levelDb: number;
  /** Whether a detector that the app has chosen hears it, and not the built-in one. */
  readonly isDetectorChosen?: boolean;
  /** The probability of speech over the last hops by that detector, 0 to 1. */
  readonly smoothProbability?: number;
  /** The form of the sound, where the reflex measures it. */
  readonly shape?: SoundShape;
  /** The likelihood of an interruption by the fitted model, 0 to 1, where it was asked. */
  readonly likelihood?: number;
  /** Whether the vendor recognises words while they are spoken: they are waited for. */
  readonly expectsWords?: boolean;
  /** The words that the vendor has recognised so far. */
  readonly words: string;
  /** The agent's recent and current words. */
  readonly agentWords: string;
  /** The similarity of its loudness to the agent's, 0 to 1, and the coupling of output and input, in decibels. */
  readonly echoMatch: number;
  readonly couplingDb: number;
  /** Whether the vendor's own detection reports speech. */
  readonly isConfirmed: boolean;
  /** Whether the app allows an interruption here. */
  readonly isInterruptible: boolean;
  /** The time for which the response has been heard, in milliseconds. */
  readonly responseMs: number;
}

/** The verdict: stop the agent, let it resume, or wait for more evidence. */
export type BargeInVerdict = 'yield' | 'resume' | 'wait';

/** The reason of a verdict. */
export type BargeInReason =
  | 'words'
  | 'command'
  | 'likely'
  | 'duration'
  | 'vendor'
  | 'app'
  | 'protected'
  | 'grace'
  | 'echo-words'
  | 'echo-envelope'
  | 'backchannel'
  | 'unvoiced'
  | 'quiet'
  | 'too-short'
  | 'words-expected'
  | 'agent-finished'
  | 'candidate-expired';
