import { BAND_COUNT, SILENCE_DB } from './band-energies.ts';

/** The noise floor is taken as it is for so long, in hops. */
const FIRST_HOPS = 10;
/** The floor falls by this share of the difference, and rises by this many decibels, per hop. */
const FALL = 0.05;
const RISE_DB = 0.04;
const RISE_IN_SPEECH_DB = 0.01;
/**
 * The rise of the floor per hop, in decibels, while the least of the last seconds is above it: voices pause, music and
 * crowds do not.
 */
const RISE_TO_LEAST_DB = 0.12;
/** The least is looked for in two windows of this length, in hops. */
const LEAST_HOPS = 90;
/** The share of a new level in the smoothed one. */
const SMOOTH = 0.3;
/** The peaks of the background over its floor are learnt in about a second, and slowly during apparent speech. */
const UNREST = 0.005;
const UNREST_IN_SPEECH = 0.003;
/** After a sound has been judged to be no interruption, it is learnt as background for so long, in hops, at these speeds. */
const ABSORB_HOPS = 35;
const ABSORB_RISE_DB = 0.6;
const ABSORB_UNREST = 0.03;

/** Follows the level of the background in each band, and its restlessness. It allocates nothing after construction. */
export class NoiseFloor {
  /** The floor, in decibels under full scale, and the mean by which the background exceeds it, in decibels. */
  readonly db = new Float32Array(BAND_COUNT).fill(SILENCE_DB);
  readonly unrestDb = new Float32Array(BAND_COUNT);
  readonly #smoothDb = new Float32Array(BAND_COUNT).fill(SILENCE_DB);
  readonly #leastDb = new Float32Array(BAND_COUNT).fill(Infinity);
  readonly #lastLeastDb = new Float32Array(BAND_COUNT).fill(SILENCE_DB);
  #hops = 0;
  #absorbing = 0;

  /** Takes what is heard now for background. */
  absorb(): void {
    this.#absorbing = ABSORB_HOPS;
  }

  /** Takes the levels of one hop. The floor falls with the signal and rises slowly, so that a long sentence does not become its own noise. */
  push(nowDb: ArrayLike<number>, isSpeech: boolean): void {
    this.#hops += 1;
    this.#absorbing -= 1;
    const isAbsorbing = this.#absorbing > 0;
    const rise = isAbsorbing ? ABSORB_RISE_DB : isSpeech ? RISE_IN_SPEECH_DB : RISE_DB;
    const share = isAbsorbing ? ABSORB_UNREST : isSpeech ? UNREST_IN_SPEECH : UNREST;
    const isTurn = this.#hops % LEAST_HOPS === 0;
    for (let band = 0; band < BAND_COUNT; band += 1) {
      const now = nowDb[band] ?? SILENCE_DB;
      const floor = this.db[band] ?? SILENCE_DB;
      const least = this.#follow(band, now, isTurn);
      if (this.#hops <= FIRST_HOPS) this.db[band] = floor + (now - floor) / this.#hops;
      else if (now < floor) this.db[band] = floor + FALL * (now - floor);
      else this.db[band] = Math.min(now, floor + (least > floor ? Math.max(rise, RISE_TO_LEAST_DB) : rise));
      const before = this.unrestDb[band] ?? 0;
      this.unrestDb[band] = before + share * (Math.max(0, now - floor) - before);
    }
  }

  /** The least of the smoothed level in the last one to two windows, in decibels. */
  #follow(band: number, now: number, isTurn: boolean): number {
    const before = this.#smoothDb[band] ?? SILENCE_DB;
    const smooth = this.#hops === 1 ? now : before + SMOOTH * (now - before);
    this.#smoothDb[band] = smooth;
    const least = Math.min(this.#leastDb[band] ?? Infinity, smooth);
    const last = this.#lastLeastDb[band] ?? SILENCE_DB;
    this.#leastDb[band] = isTurn ? smooth : least;
    if (isTurn) this.#lastLeastDb[band] = least;
    return Math.min(least, last);
  }
}
