import { describe, expect, it } from 'vitest';
import { sine } from '../../test/spectrum.ts';
import { BAND_COUNT, BandEnergies, SILENCE_DB } from './band-energies.ts';

function measure(samples: Float32Array, rateHz: number): BandEnergies {
  const energies = new BandEnergies(rateHz);
  for (const sample of samples) energies.push(sample);
  return energies;
}

function loudest(energies: BandEnergies): number {
  return energies.db.indexOf(Math.max(...energies.db));
}

describe.each([8_000, 16_000, 48_000])('at %i Hz', (rateHz) => {
  it('a tone is loudest in the band in which it lies', () => {
    const tones = [210, 420, 850, 1_700, 3_000].map((hz) => sine(hz, rateHz, rateHz / 5));
    expect(tones.map((tone) => loudest(measure(tone, rateHz)))).toEqual([0, 1, 2, 3, 4]);
  });

  it('a hop takes 10 ms', () => {
    const energies = new BandEnergies(rateHz);
    const hops = Array.from({ length: rateHz / 10 }, () => energies.push(0.1)).filter(Boolean);
    expect(hops).toHaveLength(10);
  });
});

it('hears hiss above a telephone’s band where the rate has room for it', () => {
  expect(loudest(measure(sine(5_200, 48_000, 9_600), 48_000))).toBe(BAND_COUNT - 1);
  expect(measure(sine(3_000, 8_000, 1_600), 8_000).db[BAND_COUNT - 1]).toBe(SILENCE_DB);
});

it('tells the level of the whole: a full sine is 3 dB under full scale', () => {
  expect(measure(sine(500, 16_000, 3_200), 16_000).totalDb).toBeCloseTo(-3.01, 1);
  expect(measure(new Float32Array(1_600), 16_000).totalDb).toBe(SILENCE_DB);
});

it('is not spoilt for good by what is not a number', () => {
  const energies = measure(Float32Array.of(Number.NaN, Infinity), 16_000);
  for (const sample of sine(420, 16_000, 3_200)) energies.push(sample);
  expect(energies.db.every((db) => Number.isFinite(db))).toBe(true);
  expect(loudest(energies)).toBe(1);
});
