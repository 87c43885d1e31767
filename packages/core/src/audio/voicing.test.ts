import { expect, it } from 'vitest';
import { noise, voice } from '../../test/voices.ts';
import { Voicing } from './voicing.ts';

function measure(samples: Float32Array, rateHz: number): number {
  const voicing = new Voicing(rateHz);
  for (const sample of samples) voicing.push(sample);
  return voicing.measure();
}

it.each([16_000, 44_100, 48_000])(
  'voices from deep to high repeat themselves at %i Hz, hiss does not',
  (rateHz) => {
    for (const pitchHz of [85, 140, 230, 330])
      expect(measure(voice(200, rateHz, 0.1, pitchHz), rateHz)).toBeGreaterThan(0.8);
    expect(measure(noise(200, rateHz, 0.1), rateHz)).toBeLessThan(0.5);
    expect(measure(new Float32Array(rateHz / 5), rateHz)).toBe(0);
  },
);

it.each([85, 140, 230, 330])('finds the pitch of a voice at %i Hz', (pitchHz) => {
  const voicing = new Voicing(16_000);
  for (const sample of voice(120, 16_000, 0.1, pitchHz)) voicing.push(sample);
  voicing.measure();
  // The voice has a melody of up to 10 %.
  expect(Math.abs(12 * Math.log2(voicing.pitchHz / pitchHz))).toBeLessThan(2);
});
