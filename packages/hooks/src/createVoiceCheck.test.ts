import { expect, it } from 'vitest';

import { createVoiceCheck } from './createVoiceCheck.ts';

/** The verdict at the end of stretches of a level, with a frame every 16 ms. */
function hear(...stretches: readonly (readonly [level: number, ms: number])[]) {
  const check = createVoiceCheck();
  let atMs = 1_000;
  let hearing = check(0, atMs);
  for (const [level, ms] of stretches) {
    for (const endMs = atMs + ms; atMs < endMs; hearing = check(level, atMs)) atMs += 16;
  }
  return hearing;
}

it.each([
  ['a quiet room', [[0.004, 9_000]], 'waiting'],
  ['a word', [[0.1, 300]], 'heard'],
  [
    'clicks that are far apart',
    Array.from({ length: 20 }, (_, index) => [index % 2 ? 0.004 : 0.3, 100 + (index % 2) * 200]),
    'waiting',
  ],
  ['a microphone that is switched off', [[0, 4_100]], 'silent'],
  [
    'one that is switched on again',
    [
      [0, 4_100],
      [0.004, 20],
    ],
    'waiting',
  ],
  [
    'silence after a voice',
    [
      [0.1, 300],
      [0, 9_000],
    ],
    'heard',
  ],
] as const)('a test of %s', (_name, stretches, expected) => {
  expect(hear(...(stretches as readonly (readonly [number, number])[]))).toBe(expected);
});
