import type { RecordedLevels } from '@repartee/core/recording';
import type { Wave } from './Timeline.ts';

/** The most peaks of one wave, so that old ones can be dropped. */
const WAVE_LENGTH = 500;

/** The number of waves that are kept: with levels of 20 ms, an hour of both sides. The oldest tenth goes first. */
const MAX_WAVES = 720;

/** A longer pause begins another wave, in milliseconds. */
const PAUSE_MS = 1_000;

interface LiveWave extends Omit<Wave, 'endMs' | 'loudest'> {
  /** The number of its peaks that are in use. */
  count: number;
  loudest: number;
}

/** The waves of a conversation that is followed. Its levels come in short stretches, many of which make a wave. */
export class LiveWaves {
  #waves: LiveWave[] = [];

  /** Takes the next stretch of a side. */
  add({ side, isHeard, atMs, everyMs, levels }: Omit<RecordedLevels, 'kind'>): void {
    if (levels.length > WAVE_LENGTH) {
      const half = Math.ceil(levels.length / 2);
      this.add({ side, isHeard, atMs, everyMs, levels: levels.slice(0, half) });
      this.add({ side, isHeard, atMs: atMs + half * everyMs, everyMs, levels: levels.slice(half) });
      return;
    }
    const last = this.#waves.findLast((wave) => wave.lane === side && wave.isHeard === isHeard);
    const place = last?.peakMs === everyMs ? Math.round((atMs - last.startMs) / everyMs) : -1;
    const fits =
      last && place >= 0 && place - last.count <= PAUSE_MS / everyMs && place + levels.length <= WAVE_LENGTH;
    const wave = fits ? last : this.#begin({ side, isHeard, atMs, everyMs });
    const from = fits ? place : 0;
    for (const [index, level] of levels.entries())
      wave.peaks[from + index] = Math.max(wave.peaks[from + index] ?? 0, level);
    wave.count = Math.max(wave.count, from + levels.length);
    wave.loudest = Math.max(wave.loudest, ...levels);
  }

  #begin({ side, isHeard, atMs, everyMs }: Omit<RecordedLevels, 'kind' | 'levels'>): LiveWave {
    const peaks = new Float32Array(WAVE_LENGTH);
    const wave: LiveWave = {
      lane: side,
      isHeard,
      startMs: atMs,
      peakMs: everyMs,
      peaks,
      count: 0,
      loudest: 0,
    };
    if (this.#waves.length === MAX_WAVES) this.#waves = this.#waves.slice(MAX_WAVES / 10);
    this.#waves.push(wave);
    return wave;
  }

  /** The end of the last sound that was heard, in milliseconds from the start of the recording. */
  get heardUntilMs(): number {
    return this.#waves.reduce((ms, wave) => (wave.isHeard ? Math.max(ms, endOf(wave)) : ms), 0);
  }

  /** Forgets what had ended before. */
  dropBefore(ms: number): void {
    this.#waves = this.#waves.filter((wave) => endOf(wave) >= ms);
  }

  /** The waves so far. */
  list(): readonly Wave[] {
    return this.#waves.map(({ count, ...wave }) => ({
      ...wave,
      endMs: endOf({ ...wave, count }),
      peaks: wave.peaks.subarray(0, count),
    }));
  }
}

const endOf = ({ startMs, peakMs, count }: LiveWave) => startMs + count * peakMs;
