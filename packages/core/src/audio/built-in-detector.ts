import { HOP_MS } from './band-energies.ts';
import { SpeechDetector } from './speech-detector.ts';
import type { SpeechDetectorOptions } from './speech-detector.ts';
import type { Detector, SpeechEvidence } from './speech-evidence.ts';

/** Creates the built-in detector outside the audio thread, for instance to compare another one with it. */
export function createBuiltInDetector(rateHz: number, options?: SpeechDetectorOptions): Detector {
  const detector = new SpeechDetector(rateHz, options);
  let frames = 0;
  return {
    push(microphone, agent) {
      const hops: SpeechEvidence[] = [];
      for (const [index, sample] of microphone.entries()) {
        frames += 1;
        if (!detector.push(sample, agent[index] ?? 0)) continue;
        const atMs = (frames / rateHz) * 1000;
        const { probability, voicing, isSpeech, elapsedMs } = detector;
        const onsetAtMs = isSpeech ? Math.max(0, atMs - elapsedMs) : null;
        hops.push({ atMs, hopMs: HOP_MS, probability, voicing, onsetAtMs });
      }
      return hops;
    },
  };
}
