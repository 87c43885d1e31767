import { describe, expect, it } from 'vitest';
import { faceOf } from './faceOf.ts';

describe('a face', () => {
  it('is the same for the same seed, and another for another one', () => {
    expect(faceOf('Ada')).toEqual(faceOf('Ada'));
    expect(faceOf(7)).toEqual(faceOf('7'));
    const faces = Array.from({ length: 200 }, (_, seed) => JSON.stringify(faceOf(seed)));
    expect(new Set(faces).size).toBe(200);
  });

  it('turns the second colour so far that it can be seen, in both directions', () => {
    const hues = Array.from({ length: 200 }, (_, seed) => faceOf(`agent ${seed}`).hue);
    expect(Math.min(...hues.map((hue) => Math.abs(hue)))).toBeGreaterThanOrEqual(18);
    expect(Math.max(...hues.map((hue) => Math.abs(hue)))).toBeLessThanOrEqual(62);
    expect(Math.min(...hues)).toBeLessThan(0);
    expect(Math.max(...hues)).toBeGreaterThan(0);
  });
});
