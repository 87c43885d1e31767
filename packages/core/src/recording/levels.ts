import { decodeAudio } from '../audio/wire-audio.ts';
import type { KeptAudio } from './audio-recorder.ts';
import type { RecordedLevels } from './recording.ts';

/** The length of one level, in milliseconds. */
const LEVEL_MS = 20;

/** A level is written with so many steps between 0 and 1: more cannot be seen. */
const STEPS = 1_000;

/** Measures a stretch of audio: it can be drawn, but nothing that was said is in it. */
export function measureLevels({ side, isHeard, atMs, format, pieces }: KeptAudio): RecordedLevels {
  const samplesPerLevel = (format.sampleRateHz * LEVEL_MS) / 1_000;
  const peaks: number[] = [];
  let count = 0;
  for (const piece of pieces)
    for (const sample of decodeAudio(piece, format)) {
      const place = Math.floor(count / samplesPerLevel);
      peaks[place] = Math.max(peaks[place] ?? 0, Math.abs(sample));
      count += 1;
    }
  const levels = peaks.map((peak) => Math.round(peak * STEPS) / STEPS);
  return { kind: 'levels', atMs, side, isHeard, everyMs: LEVEL_MS, levels };
}
