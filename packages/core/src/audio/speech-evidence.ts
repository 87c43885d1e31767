/** From this probability on, a hop counts as speech. Every detector is calibrated to it. */
export const SPEECH_PROBABILITY = 0.5;
/** From this periodicity on, a hop counts as voiced. */
export const VOICED = 0.6;

/** The evidence of a detector about the user's voice in one hop. */
export interface SpeechEvidence {
  /** The end of the hop, in milliseconds on the clock of the samples. */
  readonly atMs: number;
  /** The length of the hop, in milliseconds. */
  readonly hopMs: number;
  /** The probability that the user speaks, 0 to 1. From 0.5 on, the hop counts as speech. */
  readonly probability: number;
  /** The periodicity of the sound, 0 to 1. From 0.6 on, the hop counts as voiced. */
  readonly voicing: number;
  /** The time at which the current speech began, on the same clock; `null` while the user is silent. */
  readonly onsetAtMs: number | null;
}

/**
 * A speech detector: samples in, evidence out, hop by hop. It runs in any thread. The clock of its evidence starts at 0 with
 * its first sample.
 */
export interface Detector {
  /**
   * Takes samples of the microphone, and the same number of the agent as it was heard at that time. Returns the hops that end
   * within them, oldest first; none where they do not fill a hop.
   */
  push(microphone: Float32Array, agent: Float32Array): readonly SpeechEvidence[];
}

/** Creates a detector for a sample rate in hertz. */
export type CreateDetector = (rateHz: number) => Detector;
