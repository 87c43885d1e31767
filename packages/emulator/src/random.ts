/** A source of numbers from 0 to below 1. */
export type Random = () => number;

/** Creates a seeded source (the public-domain generator mulberry32): the same seed gives the same run. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Draws so many letters and digits. */
export function randomLetters(random: Random, count: number): string {
  return Array.from({ length: count }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
}

/** Makes an id with a prefix: twenty-one letters and digits, as vendors do. */
export function createId(random: Random, prefix: string): string {
  return `${prefix}_${randomLetters(random, 21)}`;
}
