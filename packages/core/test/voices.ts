/** A generator of pseudo-random numbers from 0 to 1: the same in every run. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Something like a voice: a buzz with a melody, filtered by nothing, in syllables of 180 ms. */
export function voice(ms: number, rateHz: number, level = 0.1, pitchHz = 140): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: Math.round((ms * rateHz) / 1000) }, (_, index) => {
    const seconds = index / rateHz;
    phase += (pitchHz * (1 + 0.1 * Math.sin(4 * seconds))) / rateHz;
    let sample = 0;
    for (let harmonic = 1; harmonic <= 16; harmonic += 1)
      sample += Math.sin(2 * Math.PI * harmonic * phase) / harmonic;
    const syllable = 0.4 + 0.6 * Math.abs(Math.sin((Math.PI * seconds) / 0.18));
    return level * syllable * sample;
  });
}

/** Hiss. */
export function noise(ms: number, rateHz: number, level = 0.01, seed = 1): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: Math.round((ms * rateHz) / 1000) }, () => level * (2 * random() - 1));
}

/** Lays sounds over each other, each from a time on, in milliseconds. */
export function mix(
  ms: number,
  rateHz: number,
  ...parts: readonly (readonly [fromMs: number, sound: Float32Array])[]
): Float32Array {
  const mixed = new Float32Array(Math.round((ms * rateHz) / 1000));
  for (const [fromMs, sound] of parts) {
    const from = Math.round((fromMs * rateHz) / 1000);
    for (let index = 0; index < sound.length && from + index < mixed.length; index += 1)
      mixed[from + index] = (mixed[from + index] ?? 0) + (sound[index] ?? 0);
  }
  return mixed;
}

/** A voice that pauses between its words, as people do. */
export function talk(ms: number, rateHz: number, level = 0.1): Float32Array {
  const words: (readonly [number, Float32Array])[] = [];
  for (let atMs = 0, index = 0; atMs < ms; index += 1) {
    const wordMs = 250 + 170 * (index % 4);
    words.push([atMs, voice(wordMs, rateHz, level, 170 + 30 * (index % 3))]);
    atMs += wordMs + 120 + 90 * (index % 3);
  }
  return mix(ms, rateHz, ...words);
}
