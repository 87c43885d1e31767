import { afterEach, expect, it, vi } from 'vitest';
import { findSoundFault } from './browsers/support/sound-check.ts';
import type { SoundPath } from './browsers/support/sound-check.ts';
import { RECORDED_HZ, Tape } from './browsers/support/tape.ts';
import { SPOKEN } from './browsers/support/words.ts';

/* The check with which `npm run test:browsers` skips a conversation on a machine that tears sound. */

afterEach(() => vi.restoreAllMocks());

/** Sound of a length, or silence, at the rate of the recordings. */
const sound = (ms: number, isLoud = true) =>
  Int16Array.from({ length: (RECORDED_HZ * ms) / 1000 }, (_, at) =>
    isLoud ? (at % 2 === 0 ? 9_000 : -9_000) : 0,
  );

/** A machine of which each play records the next pieces, and whose recogniser writes down the same words each time. */
function createPath(tone: readonly Int16Array[], understood: string = SPOKEN.instead): SoundPath {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const words = new Tape();
  const push = (piece: Int16Array) => {
    nowMs += (1000 * piece.length) / RECORDED_HZ;
    words.push(Buffer.from(piece.buffer));
  };
  const record = (pieces: readonly Int16Array[]) => {
    pieces.forEach(push);
    // The tape goes on after the sound has been played.
    setTimeout(push, 0, sound(600, false));
    return Promise.resolve();
  };
  push(sound(600, false));
  const path = {
    pulse: { tapes: { words }, play: () => record(tone) },
    say: () => record([sound(1_500)]),
    writeDown: () => Promise.resolve(understood),
  };
  return path as unknown as SoundPath;
}

it('finds nothing wrong where sound arrives whole', async () => {
  expect(await findSoundFault(createPath([sound(2_000)]))).toBeNull();
});

it('lets a gap of a twentieth pass', async () => {
  expect(await findSoundFault(createPath([sound(1_000), sound(100, false), sound(1_000)]))).toBeNull();
});

it('finds gaps', async () => {
  const torn = [sound(500), sound(150, false), sound(700), sound(150, false), sound(800)];
  expect(await findSoundFault(createPath(torn))).toMatch(/with 300 ms of gaps/);
});

it('finds a sound that breaks off', async () => {
  const torn = [sound(900), sound(500, false), sound(1_100)];
  expect(await findSoundFault(createPath(torn))).toMatch(/900 ms arrived before the first long hole/);
});

it('finds that nothing arrives', async () => {
  expect(await findSoundFault(createPath([]))).toMatch(/0 ms arrived/);
});

it('finds words that are torn', async () => {
  expect(await findSoundFault(createPath([sound(2_000)], 'please sell a yoke'))).toMatch(
    /only “please” could/,
  );
});
