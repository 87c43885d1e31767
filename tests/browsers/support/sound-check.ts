import { floatToPcm16 } from '../../../packages/core/src/audio/index.ts';
import { writeWav } from '../../../packages/emulator/src/audio/wav.ts';
import { vi } from 'vitest';
import type { Room } from './room.ts';
import { SPOKEN, wordsOf } from './words.ts';

const TONE_MS = 2_000;
const RATE_HZ = 48_000;

/** The share of the tone that may be missing, and the share of the words that must be understood. */
const LIMITS = { missing: 0.1, understood: 0.5 };

const PATIENCE = { timeout: 60_000, interval: 100 };

const TONE = writeWav(
  floatToPcm16(
    Float32Array.from(
      { length: (RATE_HZ * TONE_MS) / 1000 },
      (_, at) => 0.3 * Math.sin((2 * Math.PI * 440 * at) / RATE_HZ),
    ),
  ),
  RATE_HZ,
);

/** The part of a room that carries sound. */
export type SoundPath = Pick<Room, 'pulse' | 'say' | 'writeDown'>;

/** A sound, and what arrived of it. */
interface Heard {
  /** The duration, holes included, in milliseconds. */
  readonly lengthMs: number;
  readonly gapsMs: number;
  readonly words: readonly string[];
}

/** Plays a sound where the user's words are played, and hears what a microphone hears of it. No browser takes part. */
async function play(room: SoundPath, sound: () => Promise<void>): Promise<Heard> {
  const tape = room.pulse.tapes.words;
  const from = tape.nowMs;
  await sound();
  const played = tape.nowMs;
  // A machine that brings no end of it within a minute is one of those that this looks for.
  await vi.waitUntil(() => tape.silenceAfter(played) !== null, PATIENCE).catch(() => {});
  const begin = tape.soundAfter(from);
  const end = begin && tape.silenceAfter(begin);
  if (!begin || !end) return { lengthMs: 0, gapsMs: 0, words: [] };
  const understood = await room.writeDown(begin, tape.nowMs, 'words');
  return { lengthMs: end - begin, gapsMs: tape.gapsMs(from), words: wordsOf(understood) };
}

/**
 * Whether this machine, as busy as it is now, carries sound whole from a program that plays to one that records. Where it
 * does not, no browser can hold a conversation, whatever the kit does.
 *
 * @returns what is wrong, and `null` if nothing is.
 */
export async function findSoundFault(room: SoundPath): Promise<string | null> {
  const { lengthMs, gapsMs } = await play(room, () => room.pulse.play(TONE));
  if (lengthMs < (1 - LIMITS.missing) * TONE_MS || gapsMs > LIMITS.missing * TONE_MS)
    return `of a tone of ${TONE_MS} ms, ${Math.round(lengthMs)} ms arrived before the first long hole, with ${gapsMs} ms of gaps`;
  const { words } = await play(room, () => room.say('instead'));
  const spoken = wordsOf(SPOKEN.instead);
  const understood = spoken.filter((word) => words.includes(word));
  if (understood.length < LIMITS.understood * spoken.length)
    return `of the words “${spoken.join(' ')}”, only “${understood.join(' ')}” could be understood`;
  return null;
}
