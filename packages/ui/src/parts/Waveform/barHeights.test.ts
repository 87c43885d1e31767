import { describe, expect, it } from 'vitest';
import { bandsFor, moveBars } from './barHeights.ts';

describe('bars', () => {
  it('are the same on both sides, with the lowest band in the middle', () => {
    const heights = new Float32Array(8);
    moveBars(heights, Float32Array.of(1, 0.5, 0.2, 0));
    expect([...heights]).toEqual([...heights].toReversed());
    expect(heights[3]).toBeGreaterThan(heights[2] ?? 1);
    expect(heights[0]).toBeLessThan(0.1);
  });

  it('rise at once and fall slowly to rest', () => {
    const heights = new Float32Array(4);
    const loud = Float32Array.of(1, 1);
    const silent = new Float32Array(2);
    moveBars(heights, loud);
    const top = heights[1] ?? 0;
    expect(moveBars(heights, loud)).toBe(false);
    moveBars(heights, silent);
    expect(heights[1]).toBeLessThan(top);
    expect(heights[1]).toBeGreaterThan(top / 2);
    let frames = 1;
    while (moveBars(heights, silent)) frames += 1;
    expect(frames).toBeLessThan(60);
    expect(heights[1]).toBeCloseTo(heights[0] ?? 0, 1);
  });

  it('are asked for half as many bands as there are bars', () => {
    expect([1, 2, 7, 32].map(bandsFor)).toEqual([1, 1, 4, 16]);
  });
});
