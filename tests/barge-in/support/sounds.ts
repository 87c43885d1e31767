/** The rate of the corpus, in hertz: what the voices are synthesised at. */
export const RATE_HZ = 16_000;

/** A generator of pseudo-random numbers from 0 to 1: the corpus is the same in every run. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function frames(ms: number): number {
  return Math.round((ms / 1000) * RATE_HZ);
}

/** Makes a sound sample by sample, from the time in seconds. */
export function sound(ms: number, sample: (seconds: number, index: number) => number): Float32Array {
  return Float32Array.from({ length: frames(ms) }, (_, index) => sample(index / RATE_HZ, index));
}

/** Level of the part of a sound that is within 30 dB of its loudest hop, in decibels under full scale. */
export function levelDb(samples: Float32Array): number {
  const powers = hopPowers(samples);
  const loudest = Math.max(...powers);
  const active = powers.filter((power) => power > loudest / 1000);
  return 10 * Math.log10(active.reduce((sum, power) => sum + power, 0) / active.length);
}

function hopPowers(samples: Float32Array): number[] {
  const hop = frames(10);
  return Array.from({ length: Math.ceil(samples.length / hop) }, (_, index) => {
    const part = samples.subarray(index * hop, (index + 1) * hop);
    return part.reduce((sum, sample) => sum + sample ** 2, 0) / part.length;
  });
}

/** Brings a sound to a level. */
export function atLevel(samples: Float32Array, db: number): Float32Array {
  const gain = 10 ** ((db - levelDb(samples)) / 20);
  return samples.map((sample) => sample * gain);
}

/** Cuts off what is more than 10 dB under the sound's own level at both ends: at 10 dB over the noise it begins there to be heard. */
export function trim(samples: Float32Array): Float32Array {
  const least = 10 ** ((levelDb(samples) - 10) / 10);
  const powers = hopPowers(samples);
  const from = powers.findIndex((power) => power > least);
  const to = powers.findLastIndex((power) => power > least) + 1;
  return samples.slice(from * frames(10), to * frames(10));
}

/** Hiss that falls by 3 dB an octave, as rooms and streets do. */
export function pinkNoise(ms: number, random: () => number): Float32Array {
  const rows = new Float32Array(12);
  return sound(ms, (_, index) => {
    const row = Math.min(11, Math.clz32(index & -index) === 32 ? 0 : 31 - Math.clz32(index & -index));
    rows[row] = random() - 0.5;
    return rows.reduce((sum, value) => sum + value, random() - 0.5) / 4;
  });
}

/** The hum of a fan: low, with harmonics, and some hiss. */
export function fanNoise(ms: number, random: () => number): Float32Array {
  const hiss = pinkNoise(ms, random);
  return sound(
    ms,
    (t, index) =>
      0.3 * Math.sin(2 * Math.PI * 98 * t) +
      0.15 * Math.sin(2 * Math.PI * 196 * t) +
      0.7 * (hiss[index] ?? 0),
  );
}

const CHORDS = [
  [220, 277.2, 329.6],
  [246.9, 311.1, 370],
  [196, 246.9, 293.7],
  [174.6, 220, 261.6],
];

/** Chords that change twice a second, with a plucked attack and a melody. */
export function music(ms: number, random: () => number): Float32Array {
  const notes = Array.from(
    { length: Math.ceil(ms / 250) },
    () => 440 * 2 ** (Math.floor(random() * 12) / 12),
  );
  return sound(ms, (t) => {
    const chord = CHORDS[Math.floor(t * 2) % CHORDS.length] ?? [];
    const decay = Math.exp(-3 * ((t * 2) % 1));
    const body = chord.reduce(
      (sum, hz) => sum + Math.sin(2 * Math.PI * hz * t) + 0.3 * Math.sin(4 * Math.PI * hz * t),
      0,
    );
    const melody =
      Math.sin(2 * Math.PI * (notes[Math.floor(t * 4)] ?? 440) * t) * Math.exp(-4 * ((t * 4) % 1));
    return 0.15 * body * (0.4 + 0.6 * decay) + 0.3 * melody;
  });
}

/** One to three bursts: an explosion of breath through a wide mouth, with at most a short voiced end. */
export function cough(random: () => number): Float32Array {
  const bursts = 1 + Math.floor(random() * 3);
  const [pitchHz, colourHz] = [90 + 120 * random(), 700 + 900 * random()];
  const parts = Array.from({ length: bursts }, () => ({
    ms: 130 + 150 * random(),
    gapMs: 60 + 120 * random(),
  }));
  let low = 0;
  let band = 0;
  const length = parts.reduce((sum, part) => sum + part.ms + part.gapMs, 0);
  const starts = parts.map((_, at) =>
    parts.slice(0, at).reduce((sum, part) => sum + part.ms + part.gapMs, 0),
  );
  return trim(
    sound(length, (t) => {
      const at = starts.findLastIndex((start) => start <= t * 1000);
      const [since, { ms }] = [t * 1000 - (starts[at] ?? 0), parts[at] ?? { ms: 0 }];
      const envelope = since > ms ? 0 : Math.min(1, since / 8) * Math.exp((-3 * since) / ms);
      const voiced = since > ms * 0.5 ? 0.35 * Math.sin(2 * Math.PI * pitchHz * t) : 0;
      const f = 2 * Math.sin((Math.PI * colourHz) / RATE_HZ);
      const breath = random() - 0.5;
      low += f * band;
      band += f * (breath - low - 1.2 * band);
      return envelope * (band + 0.3 * breath + voiced * 0.4);
    }),
  );
}

/** A finger or a key: clicks of a few milliseconds with the ring of the table. */
export function taps(random: () => number): Float32Array {
  const count = 1 + Math.floor(random() * 5);
  const starts = Array.from({ length: count }, (_, at) => at * (0.08 + 0.15 * random()));
  const ringHz = 180 + 900 * random();
  return sound(count * 230 + 100, (t) => {
    let sum = 0;
    for (const start of starts) {
      const since = t - start;
      if (since < 0 || since > 0.08) continue;
      sum +=
        Math.exp(-since * 400) * (random() - 0.5) +
        0.5 * Math.exp(-since * 90) * Math.sin(2 * Math.PI * ringHz * since);
    }
    return sum;
  });
}

/** A door, a chair, a passing bus: noise that swells and goes. */
export function clatter(random: () => number): Float32Array {
  const ms = 200 + 700 * random();
  const noise = pinkNoise(ms, random);
  return noise.map((sample, index) => sample * Math.sin((Math.PI * index) / noise.length) ** 2);
}
