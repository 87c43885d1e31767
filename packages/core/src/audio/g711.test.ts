import { describe, expect, it } from 'vitest';
import { sine } from '../../test/spectrum.ts';
import { decodeG711, encodeG711 } from './g711.ts';
import type { G711Law } from './g711.ts';

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** Values of the tables of ITU-T G.711, scaled to 16 bits. */
const KNOWN: readonly [G711Law, byte: number, sample: number][] = [
  ['ulaw', 0xff, 0],
  ['ulaw', 0x80, 32_124],
  ['ulaw', 0x00, -32_124],
  ['ulaw', 0xfe, 8],
  ['ulaw', 0x8f, 16_764],
  ['ulaw', 0xef, 132],
  ['alaw', 0xd5, 8],
  ['alaw', 0x55, -8],
  ['alaw', 0xaa, 32_256],
  ['alaw', 0x2a, -32_256],
  ['alaw', 0xd4, 24],
  ['alaw', 0xc5, 264],
];

describe('G.711', () => {
  it.each(KNOWN)('reads %s byte %i as %i', (law, byte, sample) => {
    expect((decodeG711(Uint8Array.of(byte), law)[0] ?? 0) * 32_768).toBe(sample);
  });

  it.each(['ulaw', 'alaw'] as const)('writes every byte of %s that it reads', (law) => {
    const samples = decodeG711(ALL_BYTES, law);
    // Mu-law has two zeros, of which the positive one is written.
    const expected = law === 'ulaw' ? ALL_BYTES.map((byte) => (byte === 0x7f ? 0xff : byte)) : ALL_BYTES;
    expect(encodeG711(samples, law)).toEqual(expected);
  });

  it.each(['ulaw', 'alaw'] as const)('keeps a voice 30 dB above the noise of %s at any level', (law) => {
    for (const scale of [1, 0.1, 0.02]) {
      const signal = sine(440, 8_000, 8_000, scale);
      const output = decodeG711(encodeG711(signal, law), law);
      const noise = output.reduce((sum, value, n) => sum + (value - (signal[n] ?? 0)) ** 2, 0);
      const power = signal.reduce((sum, value) => sum + value ** 2, 0);
      expect(10 * Math.log10(power / noise)).toBeGreaterThan(30);
    }
  });

  it.each(['ulaw', 'alaw'] as const)('clips what is too loud for %s', (law) => {
    const [loud, quiet] = decodeG711(encodeG711(Float32Array.of(5, -5), law), law);
    expect(loud).toBeGreaterThan(0.97);
    expect(quiet).toBeLessThan(-0.97);
  });
});
