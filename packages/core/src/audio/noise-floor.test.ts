import { expect, it } from 'vitest';
import { BAND_COUNT } from './band-energies.ts';
import { NoiseFloor } from './noise-floor.ts';

/** The floor after so many hops of a level, from a quiet room on. */
function follow(levelAt: (hop: number) => number, hops: number, isSpeech = true, absorbAt = -1) {
  const floor = new NoiseFloor();
  for (let hop = 0; hop < 100; hop += 1) floor.push(new Float32Array(BAND_COUNT).fill(-70), false);
  for (let hop = 0; hop < hops; hop += 1) {
    if (hop === absorbAt) floor.absorb();
    floor.push(new Float32Array(BAND_COUNT).fill(levelAt(hop)), isSpeech);
  }
  return floor.db[0] ?? 0;
}

it('music without a pause is background after some seconds; a voice with pauses is none', () => {
  const music = follow((hop) => -40 + 3 * Math.sin(hop), 500);
  const voice = follow((hop) => (hop % 60 < 45 ? -40 : -70), 500);
  expect(music).toBeGreaterThan(-50);
  expect(voice).toBeLessThan(-60);
});

it('a sound that was no interruption is background within half a second', () => {
  expect(follow(() => -45, 60, true)).toBeLessThan(-65);
  expect(follow(() => -45, 60, true, 5)).toBeGreaterThan(-52);
});
