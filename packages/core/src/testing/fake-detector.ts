import type { CreateDetector, SpeechEvidence } from '../audio/speech-evidence.ts';

/** The options of a fake detector. */
export interface FakeDetectorOptions {
  /** The times at which the user speaks, as pairs in milliseconds of audio. */
  readonly speech: readonly (readonly [fromMs: number, toMs: number])[];
  /** The length of a hop, in milliseconds. @default 32 */
  readonly hopMs?: number;
}

/** Creates a detector that hears what a test says, whatever the samples are. `serveDetector` puts it on a port. */
export function createFakeDetector({ speech, hopMs = 32 }: FakeDetectorOptions): CreateDetector {
  return (rateHz) => {
    let frames = 0;
    let atMs = 0;
    return {
      push(microphone) {
        frames += microphone.length;
        const hops: SpeechEvidence[] = [];
        while (((atMs + hopMs) * rateHz) / 1000 <= frames) {
          atMs += hopMs;
          const span = speech.find(([fromMs, toMs]) => atMs > fromMs && atMs <= toMs + hopMs);
          const level = span ? 0.95 : 0.02;
          hops.push({ atMs, hopMs, probability: level, voicing: level, onsetAtMs: span?.[0] ?? null });
        }
        return hops;
      },
    };
  };
}
