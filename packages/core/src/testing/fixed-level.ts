import type { LevelSource } from '../util/level-source.ts';

/**
 * Creates a level that never changes, so that a picture of it is the same every time.
 *
 * @param level 0 (silence) to 1 (full scale). The bands have the shape of a voice: strongest in the lower third.
 */
export function createFixedLevel(level: number): LevelSource {
  return {
    level: () => level,
    bands(into) {
      for (let band = 0; band < into.length; band += 1) {
        const place = into.length === 1 ? 0 : band / (into.length - 1);
        into[band] = level * Math.exp(-((place - 0.3) ** 2) / 0.12);
      }
      return into;
    },
  };
}
