import { describe, expect, it } from 'vitest';
import { sine } from '../../test/spectrum.ts';
import { foldBands, rms } from './level.ts';

const SCALE = { sampleRateHz: 48_000, minDb: -80, maxDb: -20 };

/** A spectrum of 512 bins that is silent but for one frequency. */
function spectrumOf(frequencyHz: number, db: number): Float32Array {
  const spectrum = new Float32Array(512).fill(-Infinity);
  spectrum[Math.round(frequencyHz / (24_000 / 512))] = db;
  return spectrum;
}

describe('rms', () => {
  it('is 0.707 of a sine, and nothing of nothing', () => {
    expect(rms(sine(100, 8_000, 8_000))).toBeCloseTo(Math.SQRT1_2, 4);
    expect(rms(Float32Array.of(-0.5, 0.5))).toBe(0.5);
    expect(rms(new Float32Array(0))).toBe(0);
  });
});

describe('foldBands', () => {
  it('shows a tone in the band of its frequency, on a logarithmic scale from 80 Hz to 8 kHz', () => {
    const bandOf = (frequencyHz: number) => {
      const bands = foldBands(spectrumOf(frequencyHz, -20), SCALE, new Float32Array(8));
      return bands.indexOf(Math.max(...bands));
    };
    // Each of the eight bands spans a factor of 1.78.
    expect([95, 328, 1_000, 3_000, 7_000].map(bandOf)).toEqual([0, 2, 4, 6, 7]);
  });

  it('maps decibels to 0 to 1 and clips', () => {
    const loudest = (db: number) => Math.max(...foldBands(spectrumOf(1_000, db), SCALE, new Float32Array(5)));
    expect([loudest(-50), loudest(0), loudest(-200), loudest(-20)]).toEqual([0.5, 1, 0, 1]);
  });

  it('leaves out what a voice does not have', () => {
    const sum = (frequencyHz: number) =>
      foldBands(spectrumOf(frequencyHz, -20), SCALE, new Float32Array(16)).reduce(
        (total, band) => total + band,
        0,
      );
    expect([sum(0), sum(12_000)]).toEqual([0, 0]);
  });

  it('is silent above what the device can hear', () => {
    const bands = foldBands(
      new Float32Array(512).fill(-20),
      { ...SCALE, sampleRateHz: 8_000 },
      new Float32Array(8),
    );
    expect([bands[0], bands[7]]).toEqual([1, 0]);
  });

  it('fills the array that it is given, whatever its length', () => {
    for (const length of [0, 1, 3, 64]) {
      const into = new Float32Array(length).fill(Number.NaN);
      expect(foldBands(spectrumOf(1_000, -20), SCALE, into)).toBe(into);
      expect(into.some(Number.isNaN)).toBe(false);
    }
  });
});
