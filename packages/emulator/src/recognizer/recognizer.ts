/** Writes down what is said while it is being said. */
export interface Recognition {
  /** Takes the next samples, mono, 16 kHz, -1 to 1. */
  push(samples: Float32Array): void;
  /** Says that the speech is over and gives all of its words: `null` where nothing can be recognised here. */
  finish(): Promise<string | null>;
  cancel(): void;
}

/** Makes recognitions. Replaceable: a test that knows what is said needs no recogniser. */
export interface Recognizer {
  /** Begins one stretch of speech. `onWords` gets words as soon as they are sure, which may be long before the end. */
  begin(onWords: (words: string) => void): Recognition;
  close(): Promise<void>;
}

/** The rate at which recognisers listen, in hertz. */
export const RECOGNIZER_RATE_HZ = 16_000;

/** A recogniser for machines that have none: it tells that it knows no words. */
export function createSilentRecognizer(): Recognizer {
  return {
    begin: () => ({ push: () => {}, finish: () => Promise.resolve(null), cancel: () => {} }),
    close: () => Promise.resolve(),
  };
}
