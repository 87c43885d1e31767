import type { LevelSource } from '@repartee/core';

/**
 * Creates a level that moves as speech does: syllables, words and pauses. It depends on the time only.
 *
 * @param seed shifts it in time, so that two voices differ.
 */
export function createSpeechLevel(seed: number): LevelSource {
  const level = () => {
    const seconds = performance.now() / 1_000 + seed * 7.3;
    const phrase = Math.max(0, Math.sin(seconds * 0.9) + 0.55);
    const syllable = 0.55 + 0.45 * Math.sin(seconds * 17) * Math.sin(seconds * 6.1);
    return Math.min(0.3, 0.17 * phrase * syllable);
  };
  return {
    level,
    bands(into) {
      const loud = level();
      const seconds = performance.now() / 1_000 + seed;
      for (let band = 0; band < into.length; band += 1) {
        const place = band / into.length;
        into[band] =
          loud *
          2.2 *
          Math.exp(-((place - 0.25) ** 2) / 0.14) *
          (0.7 + 0.3 * Math.sin(seconds * 11 + band * 1.9));
      }
      return into;
    },
  };
}
