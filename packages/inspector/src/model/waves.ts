import { decodeAudio } from '@repartee/core/audio';
import type { RecordedAudio } from '@repartee/core/recording';
import type { Wave } from './Timeline.ts';

/** The length of one peak of recorded audio, in milliseconds. */
const PEAK_MS = 10;

/** Measures recorded audio: the largest sample of each ten milliseconds. */
export function measureAudio(audio: readonly RecordedAudio[]): readonly Wave[] {
  return audio.map(({ side, isHeard, atMs, durationMs, format, bytes }) => {
    const samples = decodeAudio(bytes, format);
    const perPeak = Math.max(1, Math.round((format.sampleRateHz * PEAK_MS) / 1_000));
    const peaks = new Float32Array(Math.ceil(samples.length / perPeak));
    for (const [index, sample] of samples.entries()) {
      const at = Math.floor(index / perPeak);
      peaks[at] = Math.max(peaks[at] ?? 0, Math.abs(sample));
    }
    const loudest = peaks.reduce((most, peak) => Math.max(most, peak), 0);
    return { lane: side, isHeard, startMs: atMs, endMs: atMs + durationMs, peakMs: PEAK_MS, peaks, loudest };
  });
}

/** The largest peak of a wave between two times, 0 to 1. */
export function peakBetween({ startMs, peakMs, peaks }: Wave, fromMs: number, toMs: number): number {
  const first = Math.max(0, Math.floor((fromMs - startMs) / peakMs));
  const last = Math.min(peaks.length - 1, Math.max(first, Math.ceil((toMs - startMs) / peakMs) - 1));
  let most = 0;
  for (let at = first; at <= last; at += 1) most = Math.max(most, peaks[at] ?? 0);
  return most;
}

/** Quiet audio is drawn so much larger at most: noise stays small. */
const MAX_GAIN = 5;

/** The factor by which waves are drawn larger, so that the loudest of them fills its lane. */
export function gainOf(waves: readonly Wave[]): number {
  const loudest = waves.reduce((most, wave) => Math.max(most, wave.loudest), 0);
  return loudest > 0 ? Math.min(MAX_GAIN, 1 / loudest) : 1;
}
