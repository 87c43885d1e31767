/** Transcribes one stretch of speech while the user speaks. */
export interface Recognition {
  /** Takes the next samples, mono, 16 kHz, -1 to 1. */
  push(samples: Float32Array): void;
  /** Ends the speech and returns all of its words; `null` if this machine has no speech recognition. */
  finish(): Promise<string | null>;
  cancel(): void;
}

/** Creates recognitions. A test that knows the user's words can replace it. */
export interface Recognizer {
  /** Begins one stretch of speech. `onWords` receives words as soon as they are final, which may be long before the end. */
  begin(onWords: (words: string) => void): Recognition;
  close(): Promise<void>;
}

/** The sample rate of recognisers, in hertz. */
export const RECOGNIZER_RATE_HZ = 16_000;

/** Creates a recogniser for machines without speech recognition. It returns `null` for all speech. */
export function createSilentRecognizer(): Recognizer {
  return {
    begin: () => ({ push: () => {}, finish: () => Promise.resolve(null), cancel: () => {} }),
    close: () => Promise.resolve(),
  };
}
