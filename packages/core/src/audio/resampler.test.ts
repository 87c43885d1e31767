import { describe, expect, it } from 'vitest';
import { loudestDb, middle, sine } from '../../test/spectrum.ts';
import { rms } from './level.ts';
import { createResampler } from './resampler.ts';

const PAIRS = [
  [48_000, 24_000],
  [44_100, 24_000],
  [48_000, 16_000],
  [44_100, 16_000],
  [48_000, 8_000],
  [24_000, 48_000],
  [24_000, 44_100],
  [16_000, 24_000],
  [8_000, 44_100],
] as const;

/** Runs a whole signal through in uneven pieces, as a device delivers it. */
function resample(signal: Float32Array, fromHz: number, toHz: number): Float32Array {
  const resampler = createResampler({ fromHz, toHz });
  const pieces: number[] = [];
  const sizes = [128, 441, 1, 4096, 960];
  for (let at = 0, turn = 0; at < signal.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 128;
    pieces.push(...resampler.process(signal.subarray(at, at + size)));
    at += size;
  }
  return Float32Array.from([...pieces, ...resampler.flush()]);
}

/** The level of a signal, in decibels relative to a full-scale sine. */
function levelDb(signal: Float32Array): number {
  return 20 * Math.log10(rms(signal) * Math.SQRT2 + 1e-12);
}

describe.each(PAIRS)('resampling %i Hz to %i Hz', (fromHz, toHz) => {
  const lower = Math.min(fromHz, toHz);
  const through = (frequencyHz: number) => resample(sine(frequencyHz, fromHz, fromHz), fromHz, toHz);

  it('keeps the voice as it is', () => {
    for (const frequencyHz of [200, 1_000, Math.floor(lower * 0.36)]) {
      const output = middle(through(frequencyHz));
      expect(levelDb(output)).toBeCloseTo(0, 1);
      const band = { fromHz: 50, toHz: toHz / 2 - 50, exceptHz: frequencyHz };
      expect(loudestDb(output, toHz, band)).toBeLessThan(-70);
    }
  });

  it('gives as many samples as time has passed', () => {
    expect(through(440)).toHaveLength(toHz);
  });

  it('stands at the same time as its input', () => {
    const impulse = new Float32Array(fromHz);
    impulse[fromHz / 4] = 1;
    const output = resample(impulse, fromHz, toHz);
    const loudest = output.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const peak = output.findIndex((value) => Math.abs(value) === loudest);
    expect(Math.abs(peak - toHz / 4)).toBeLessThanOrEqual(1);
  });

  if (toHz < fromHz) {
    // All that comes out of a tone above half the new rate is an alias.
    it('lets nothing above half the new rate fold back', () => {
      for (let frequencyHz = toHz * 0.505; frequencyHz < fromHz / 2; frequencyHz += toHz / 16) {
        expect(levelDb(middle(through(frequencyHz)))).toBeLessThan(-70);
      }
    });
  }
});

describe('the resampler', () => {
  it('writes into a given array what it would return, of as much of the input as it is told', () => {
    const input = sine(300, 48_000, 4_800);
    const one = createResampler({ fromHz: 48_000, toHz: 24_000 });
    const two = createResampler({ fromHz: 48_000, toHz: 24_000 });
    const output = new Float32Array(two.outputLimit(input.length));
    const count = two.processInto(input, output, 3_000);
    expect(output.slice(0, count)).toEqual(one.process(input.subarray(0, 3_000)));
  });

  it('copies where the rates are the same', () => {
    const input = sine(300, 24_000, 100);
    const resampler = createResampler({ fromHz: 24_000, toHz: 24_000 });
    const output = resampler.process(input);
    expect(output).toEqual(input);
    expect(output.buffer).not.toBe(input.buffer);
    const half = new Float32Array(100);
    expect(resampler.processInto(input, half, 50)).toBe(50);
    expect([half[49], half[50]]).toEqual([input[49], 0]);
    expect(resampler.flush()).toHaveLength(0);
  });

  it('begins a new stream after a flush as if it were the first', () => {
    const input = sine(300, 44_100, 5_000);
    const resampler = createResampler({ fromHz: 44_100, toHz: 16_000 });
    const first = [...resampler.process(input), ...resampler.flush()];
    const second = [...resampler.process(input), ...resampler.flush()];
    expect(second).toEqual(first);
  });

  it.each([0, -8_000, Number.NaN, 44_100.5, Infinity])('refuses a rate of %d Hz', (rateHz) => {
    const refusal = expect.objectContaining({ code: 'invalid-config' });
    expect(() => createResampler({ fromHz: rateHz, toHz: 24_000 })).toThrow(refusal);
    expect(() => createResampler({ fromHz: 24_000, toHz: rateHz })).toThrow(refusal);
  });
});
