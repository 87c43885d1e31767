import { BAND_COUNT, HOP_MS, SILENCE_DB } from './band-energies.ts';

/** The form of the current sound, from its onset on. Voices move; machines, music and rooms do not. */
export interface SoundShape {
  /** The time within 12 dB of the recent peak, in milliseconds: the decay of a sound in the room is not part of it. */
  readonly activeMs: number;
  /** The voiced part of it, in milliseconds. */
  readonly activeVoicedMs: number;
  /** The number of times that the level rose by 5 dB or more from a voiced low: about one per syllable. */
  readonly rises: number;
  /** The movement of the pitch, in semitones per second of voiced sound. */
  readonly pitchMove: number;
  /** The share of voiced hops in which the pitch stood still for 40 ms, 0 to 1: notes, bells and hums. */
  readonly pitchStill: number;
  /** The mean change of the spectrum within 30 ms, in decibels. */
  readonly spectralMove: number;
  /** The mean change of the level within 60 ms, in decibels: syllables come and go. */
  readonly levelMove: number;
  /** The steepest rise within 20 ms near the onset, in decibels: taps and bells begin at once. */
  readonly attackDb: number;
  /** The highest level over the noise, in decibels, and the level over the noise in the last hop relative to it. */
  readonly peakDb: number;
  /** The movement of the balance of low and high bands, in decibels (standard deviation): vowels and hiss take turns. */
  readonly tiltMove: number;
  /** The time since the level was last over the noise, in milliseconds. */
  readonly pauseMs: number;
}

/** A hop belongs to the sound while it is within so many decibels of its peak. The peak falls by as many per hop. */
const WITHIN_DB = 12;
const PEAK_FALL_DB = 0.12;
/** A level that has fallen for 50 ms by more than this is a decay, in decibels. */
const DECAY_DB = 3;
const RISE_DB = 5;
/** The pitch stands still below this, in semitones within 40 ms, and jumps beyond that. */
const STILL = 0.25;
const JUMP = 3;
/** The number of hops of the past that are compared. */
const KEPT = 8;
/** A louder sound has begun within another one when the level exceeds the earlier peak by so many decibels for so many hops. */
const OVER_DB = 5;
const OVER_HOPS = 4;
const MIN_HOPS = 40;
/** The attack is looked for in the first hops. */
const ATTACK_HOPS = 12;

/** Measures the form of a sound hop by hop. It allocates nothing after construction. */
export class SpeechShape {
  activeMs = 0;
  activeVoicedMs = 0;
  rises = 0;
  attackDb = 0;
  peakDb = 0;
  readonly #bands = new Float32Array(BAND_COUNT * KEPT);
  readonly #levels = new Float32Array(KEPT).fill(SILENCE_DB);
  readonly #pitches = new Float32Array(KEPT);
  readonly #peaks = new Float32Array(KEPT);
  #overHops = 0;
  #levelMoved = 0;
  #at = 0;
  #hops = 0;
  #peak = SILENCE_DB;
  #low = 0;
  #isRisen = true;
  #voicedHops = 0;
  #moved = 0;
  #movedHops = 0;
  #stillHops = 0;
  #spectral = 0;
  #spectralHops = 0;
  #tilt = 0;
  #tiltSquare = 0;

  get pitchMove(): number {
    return this.#movedHops > 0 ? (this.#moved / this.#movedHops) * (1000 / HOP_MS) : 0;
  }

  get pitchStill(): number {
    return this.#voicedHops > 0 ? this.#stillHops / this.#voicedHops : 0;
  }

  get spectralMove(): number {
    return this.#spectralHops > 0 ? this.#spectral / this.#spectralHops : 0;
  }

  get levelMove(): number {
    return this.#hops > 0 ? this.#levelMoved / this.#hops : 0;
  }

  get tiltMove(): number {
    const mean = this.#tilt / Math.max(1, this.#spectralHops);
    const square = this.#tiltSquare / Math.max(1, this.#spectralHops);
    return Math.sqrt(Math.max(0, square - mean * mean));
  }

  /**
   * Reads the form of the sound so far.
   *
   * @param pauseMs - the time since the level was last over the noise.
   */
  read(pauseMs: number): SoundShape {
    const { activeMs, activeVoicedMs, rises, pitchMove, pitchStill } = this;
    const { spectralMove, levelMove, attackDb, peakDb, tiltMove } = this;
    return {
      activeMs,
      activeVoicedMs,
      rises,
      pitchMove,
      pitchStill,
      spectralMove,
      levelMove,
      attackDb,
      peakDb,
      tiltMove,
      pauseMs,
    };
  }

  /** A sound has begun in the last hops. What was kept of them stays. */
  begin(): void {
    this.activeMs = 0;
    this.activeVoicedMs = 0;
    this.rises = 0;
    this.attackDb = 0;
    for (let ago = 1; ago <= 4; ago += 1) this.attackDb = Math.max(this.attackDb, this.#riseAt(ago));
    this.peakDb = 0;
    this.#hops = 0;
    this.#peak = SILENCE_DB;
    this.#low = 0;
    this.#isRisen = false;
    this.#levelMoved = 0;
    this.#overHops = 0;
    this.#voicedHops = 0;
    this.#moved = 0;
    this.#movedHops = 0;
    this.#stillHops = 0;
    this.#spectral = 0;
    this.#spectralHops = 0;
    this.#tilt = 0;
    this.#tiltSquare = 0;
  }

  /**
   * Takes a hop: its level and its bands in decibels under full scale, its level over the noise, and its pitch in hertz; 0
   * where it is not voiced. Returns whether a louder sound has begun within this one.
   */
  push(totalDb: number, db: ArrayLike<number>, overDb: number, pitchHz: number): boolean {
    const slot = this.#at % KEPT;
    this.#levels[slot] = totalDb;
    this.#pitches[slot] = pitchHz;
    for (let band = 0; band < BAND_COUNT; band += 1) this.#bands[slot * BAND_COUNT + band] = db[band] ?? 0;
    if (this.#hops < ATTACK_HOPS) this.attackDb = Math.max(this.attackDb, this.#riseAt(0));
    this.#hops += 1;
    this.#peak = Math.max(totalDb, this.#peak - PEAK_FALL_DB);
    this.#peaks[slot] = this.#peak;
    const isOver = this.#hops > MIN_HOPS && totalDb > (this.#peaks[this.#slot(OVER_HOPS + 1)] ?? 0) + OVER_DB;
    this.#overHops = isOver ? this.#overHops + 1 : 0;
    this.#levelMoved += Math.min(20, Math.abs(totalDb - (this.#levels[this.#slot(6)] ?? 0)));
    this.peakDb = Math.max(this.peakDb, overDb);
    const fallenDb = (this.#levels[this.#slot(5)] ?? 0) - totalDb;
    const isDecay = fallenDb > DECAY_DB && fallenDb < 60;
    if (overDb > 0 && totalDb > this.#peak - WITHIN_DB) {
      this.#addSpectrum(slot, this.#slot(3));
      if (!isDecay) {
        this.activeMs += HOP_MS;
        if (pitchHz > 0) this.activeVoicedMs += HOP_MS;
      }
      if (pitchHz > 0)
        this.#addPitch(pitchHz, this.#pitches[this.#slot(1)] ?? 0, this.#pitches[this.#slot(4)] ?? 0);
    }
    this.#countRises(totalDb);
    this.#at += 1;
    return this.#overHops >= OVER_HOPS - 1;
  }

  /** The index of the hop that came so many before the one at `#at`. */
  #slot(ago: number): number {
    return (this.#at - ago + KEPT * 2) % KEPT;
  }

  /** The rise of the level within 20 ms, so many hops ago, in decibels. */
  #riseAt(ago: number): number {
    return (this.#levels[this.#slot(ago)] ?? 0) - (this.#levels[this.#slot(ago + 2)] ?? 0);
  }

  #addPitch(now: number, last: number, earlier: number): void {
    this.#voicedHops += 1;
    if (last > 0) {
      const step = Math.abs(12 * Math.log2(now / last));
      if (step < JUMP) {
        this.#moved += step;
        this.#movedHops += 1;
      }
    }
    if (earlier > 0 && Math.abs(12 * Math.log2(now / earlier)) < STILL) this.#stillHops += 1;
  }

  #addSpectrum(now: number, earlier: number): void {
    let [nowMean, earlierMean] = [0, 0];
    for (let band = 0; band < BAND_COUNT; band += 1) {
      nowMean += this.#bands[now * BAND_COUNT + band] ?? 0;
      earlierMean += this.#bands[earlier * BAND_COUNT + band] ?? 0;
    }
    let change = 0;
    for (let band = 0; band < BAND_COUNT; band += 1) {
      const a = (this.#bands[now * BAND_COUNT + band] ?? 0) - nowMean / BAND_COUNT;
      const b = (this.#bands[earlier * BAND_COUNT + band] ?? 0) - earlierMean / BAND_COUNT;
      change += Math.min(20, Math.abs(a - b));
    }
    this.#spectral += change / BAND_COUNT;
    this.#spectralHops += 1;
    this.#addTilt(now);
  }

  #addTilt(now: number): void {
    const at = now * BAND_COUNT;
    const low = (this.#bands[at + 1] ?? 0) + (this.#bands[at + 2] ?? 0);
    const high = (this.#bands[at + 4] ?? 0) + (this.#bands[at + 5] ?? 0);
    const tilt = (low - high) / 2;
    this.#tilt += tilt;
    this.#tiltSquare += tilt * tilt;
  }

  #countRises(totalDb: number): void {
    if (this.#hops === 1) this.#low = totalDb;
    if (this.#isRisen && totalDb < this.#peak - RISE_DB) {
      this.#isRisen = false;
      this.#low = totalDb;
    }
    if (this.#isRisen) return;
    this.#low = Math.min(this.#low, totalDb);
    if (totalDb < this.#low + RISE_DB || totalDb < this.#peak - WITHIN_DB) return;
    this.#isRisen = true;
    this.rises += 1;
  }
}
