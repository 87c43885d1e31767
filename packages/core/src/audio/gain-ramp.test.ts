import { expect, it } from 'vitest';
import { GainRamp } from './gain-ramp.ts';

const RATE = 8_000;

it('arrives in the time that it was given, without a jump, from wherever it is', () => {
  const ramp = new GainRamp(RATE);
  ramp.to(0.2, 10);
  const levels = Array.from({ length: 80 }, () => ramp.next());
  expect(levels.at(-1)).toBe(0.2);
  expect(levels.at(-2)).toBeGreaterThan(0.2);
  const steps = levels.slice(1).map((level, index) => Math.abs(level - (levels[index] ?? 0)));
  expect(Math.max(...steps)).toBeLessThan(0.011);
  ramp.to(1, 20);
  for (let frame = 0; frame < 159; frame += 1) ramp.next();
  expect([ramp.isSteady, ramp.next(), ramp.isSteady]).toEqual([false, 1, true]);
});

it('can be sent to a level at once', () => {
  const ramp = new GainRamp(RATE);
  ramp.to(0, 0);
  expect(ramp.next()).toBe(0);
});
