import { describe, expect, it } from 'vitest';
import { floatToPcm16, pcm16ToFloat } from './pcm16.ts';

describe('pcm16', () => {
  it('is little-endian and signed', () => {
    const bytes = new Uint8Array([0x00, 0x00, 0x00, 0x40, 0x00, 0x80, 0xff, 0x7f]);
    expect([...pcm16ToFloat(bytes)]).toEqual([0, 0.5, -1, 32_767 / 32_768]);
    expect(floatToPcm16(Float32Array.of(0, 0.5, -1, 32_767 / 32_768))).toEqual(bytes);
  });

  it('gives every sample back', () => {
    const bytes = new Uint8Array(Int16Array.from({ length: 65_536 }, (_, n) => n - 32_768).buffer);
    expect(floatToPcm16(pcm16ToFloat(bytes))).toEqual(bytes);
  });

  it('clips what is too loud', () => {
    expect([...pcm16ToFloat(floatToPcm16(Float32Array.of(1, 3, -3, Infinity)))]).toEqual([
      32_767 / 32_768,
      32_767 / 32_768,
      -1,
      32_767 / 32_768,
    ]);
  });

  it('reads out of the middle of a buffer, at odd places too, and leaves half a sample alone', () => {
    const bytes = new Uint8Array([9, 0x00, 0x40, 0x00, 0xc0, 9]).subarray(1);
    expect([...pcm16ToFloat(bytes)]).toEqual([0.5, -0.5]);
  });

  it('fills the array that it is given', () => {
    const out = new Float32Array(3);
    expect(pcm16ToFloat(new Uint8Array([0x00, 0x40]), out)).toBe(out);
    expect([...out]).toEqual([0.5, 0, 0]);
  });
});
