/** The differences between agents: a slight change of hue, and the movement of the shapes. */
export interface Face {
  /** Degrees by which the second and third colour are turned away from the accent. */
  readonly hue: number;
  readonly direction: 1 | -1;
  /** Bulges of the outline, 2 to 4. */
  readonly lobes: number;
  /** The start of each shape, in radians. */
  readonly phases: readonly number[];
  /** The speed of each shape, around 1. */
  readonly speeds: readonly number[];
}

const SHAPES = 6;

/** Derives a face from a seed, such as the agent's name. The same seed gives the same face. */
export function faceOf(seed: string | number): Face {
  const random = createRandom(String(seed));
  const direction = random() < 0.5 ? 1 : -1;
  const hue = Math.round(18 + random() * 44) * (random() < 0.5 ? 1 : -1);
  return {
    hue,
    direction,
    lobes: 2 + Math.floor(random() * 3),
    phases: Array.from({ length: SHAPES }, () => random() * 2 * Math.PI),
    speeds: Array.from({ length: SHAPES }, () => 0.6 + random() * 0.8),
  };
}

/** Random numbers from 0 to 1 that depend on the seed only: FNV-1a, then mulberry32. */
function createRandom(seed: string): () => number {
  let state = 0x81_1c_9d_c5;
  for (const letter of seed) {
    state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01_00_01_93);
  }
  return () => {
    state = Math.trunc(state + 0x6d_2b_79_f5);
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
