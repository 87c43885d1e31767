import { encodeAudio } from '@repartee/core/audio';
import { expect, it } from 'vitest';
import { measureAudio, peakBetween } from './waves.ts';

it('measures recorded audio, and finds the loudest between two times', () => {
  const format = { encoding: 'pcm16', sampleRateHz: 8_000 } as const;
  const samples = Float32Array.from({ length: 1_600 }, (_, at) => (at < 800 ? 0.1 : -0.5));
  const bytes = encodeAudio(samples, format);
  const stretch = {
    side: 'agent',
    isHeard: true,
    atMs: 1_000,
    durationMs: 200,
    itemId: null,
    format,
    bytes,
  } as const;
  const [wave] = measureAudio([stretch]);
  if (!wave) throw new Error('There is no wave.');
  expect(wave).toMatchObject({ lane: 'agent', isHeard: true, startMs: 1_000, endMs: 1_200 });
  expect(wave.peaks).toHaveLength(20);
  expect(peakBetween(wave, 1_000, 1_050)).toBeCloseTo(0.1, 3);
  expect(peakBetween(wave, 1_000, 1_101)).toBeCloseTo(0.5, 3);
  expect(peakBetween(wave, 1_195, 9_000)).toBeCloseTo(0.5, 3);
});
