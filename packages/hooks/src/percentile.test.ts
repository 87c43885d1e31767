import { expect, it } from 'vitest';

import { percentile } from './percentile.ts';

it('picks a measured value by nearest rank, whatever the order', () => {
  const values = [500, 100, 400, 200, 300];
  expect(percentile(values, 0.5)).toBe(300);
  expect(percentile(values, 0.95)).toBe(500);
  expect(percentile(values, 0.2)).toBe(100);
  expect(percentile(values, 1)).toBe(500);
  expect(percentile([7], 0.5)).toBe(7);
  expect(percentile([10, 9], 0.5)).toBe(9);
  expect(values[0]).toBe(500);
});

it('knows none of nothing', () => {
  expect(percentile([], 0.5)).toBeNull();
});
