import { describe, expect, it } from 'vitest';
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

function tone(frequencyHz: number, rateHz: number, seconds = 1): Float32Array {
  return Float32Array.from({ length: rateHz * seconds }, (_, n) =>
    Math.sin((2 * Math.PI * frequencyHz * n) / rateHz),
  );
}

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

/** The strength of one frequency in the middle of a signal, in decibels under full scale, behind a Hann window. */
function strengthDb(signal: Float32Array, frequencyHz: number, rateHz: number): number {
  const from = Math.floor(signal.length * 0.2);
  const count = Math.floor(signal.length * 0.6);
  let real = 0;
  let imaginary = 0;
  for (let n = 0; n < count; n += 1) {
    const value = (signal[from + n] ?? 0) * (1 - Math.cos((2 * Math.PI * n) / count));
    const angle = (2 * Math.PI * frequencyHz * n) / rateHz;
    real += value * Math.cos(angle);
    imaginary += value * Math.sin(angle);
  }
  return 20 * Math.log10(Math.hypot(real, imaginary) / (count / 2) + 1e-12);
}

/** The strongest frequency of a band, scanned. */
function loudestDb(signal: Float32Array, rateHz: number, fromHz: number, toHz: number): number {
  let loudest = -Infinity;
  for (let hz = fromHz; hz <= toHz; hz += 50) loudest = Math.max(loudest, strengthDb(signal, hz, rateHz));
  return loudest;
}

describe.each(PAIRS)('resampling %i Hz to %i Hz', (fromHz, toHz) => {
  const lower = Math.min(fromHz, toHz);

  it('keeps the voice as it is', () => {
    for (const frequencyHz of [200, 1_000, Math.floor(lower * 0.3)]) {
      const output = resample(tone(frequencyHz, fromHz), fromHz, toHz);
      expect(strengthDb(output, frequencyHz, toHz)).toBeCloseTo(0, 1);
    }
  });

  it('gives as many samples as time has passed', () => {
    expect(resample(tone(440, fromHz), fromHz, toHz)).toHaveLength(toHz);
  });

  it('stands at the same time as its input', () => {
    const impulse = new Float32Array(fromHz);
    impulse[fromHz / 4] = 1;
    const output = resample(impulse, fromHz, toHz);
    const peak = output.reduce(
      (best, value, n) => (Math.abs(value) > Math.abs(output[best] ?? 0) ? n : best),
      0,
    );
    expect(Math.abs(peak - toHz / 4)).toBeLessThanOrEqual(1);
  });

  if (toHz < fromHz) {
    it('lets nothing above half the new rate fold back', () => {
      for (const share of [0.55, 0.7, 0.95]) {
        const above = Math.min(toHz * share, fromHz * 0.49);
        if (above <= toHz / 2) continue;
        const output = resample(tone(above, fromHz), fromHz, toHz);
        expect(loudestDb(output, toHz, 50, toHz / 2 - 50)).toBeLessThan(-60);
      }
    });
  } else {
    it('adds no images above half the old rate', () => {
      const output = resample(tone(fromHz * 0.3, fromHz), fromHz, toHz);
      expect(loudestDb(output, toHz, fromHz * 0.55, toHz / 2 - 50)).toBeLessThan(-60);
    });
  }
});

describe('the resampler', () => {
  it('writes into a given array what it would return', () => {
    const input = tone(300, 48_000, 1).subarray(0, 4_800);
    const one = createResampler({ fromHz: 48_000, toHz: 24_000 });
    const two = createResampler({ fromHz: 48_000, toHz: 24_000 });
    const output = new Float32Array(two.outputLimit(input.length));
    const count = two.processInto(input, output);
    expect(output.slice(0, count)).toEqual(one.process(input));
  });

  it('begins a new stream after a flush as if it were the first', () => {
    const input = tone(300, 44_100, 1).subarray(0, 5_000);
    const resampler = createResampler({ fromHz: 44_100, toHz: 16_000 });
    const first = [...resampler.process(input), ...resampler.flush()];
    const second = [...resampler.process(input), ...resampler.flush()];
    expect(second).toEqual(first);
  });
});
