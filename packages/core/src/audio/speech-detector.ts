import { BAND_COUNT, BandEnergies, HOP_MS, SILENCE_DB } from './band-energies.ts';
import { EchoGuard } from './echo-guard.ts';
import { Voicing } from './voicing.ts';

/** How a detector decides. */
export interface SpeechDetectorOptions {
  /**
   * How much louder than the noise a voice must be to begin, in decibels, summed over the 10 ms hops of its rise: one hop of
   * 10 dB or three of 4. What is loud is so found at once, and what is faint not at the first flicker. @default 10
   */
  readonly onsetDb?: number;
  /** Below this a voice has ended, or has not begun, in decibels over the noise. @default 2.5 */
  readonly releaseDb?: number;
  /** How long a pause belongs to the speech around it, in milliseconds: a stop before a plosive, a breath. @default 300 */
  readonly hangoverMs?: number;
  /** Nothing below this is a voice, in decibels under full scale. @default -55 */
  readonly minLevelDb?: number;
}

/** How alike to itself a hop must be to count as voiced. */
const VOICED = 0.6;
/** How many of the loudest bands are looked at: hums fill few, and hiss all. */
const LOUDEST = 3;
/** More than this does not make a band more of a voice, in decibels over the noise. */
const MAX_DB = 20;
/** The noise floor is taken as it is for so long, in hops. */
const FIRST_HOPS = 10;
/** How the floor follows: down by a share of the difference, up by so many decibels a hop. */
const FLOOR_FALL = 0.05;
const FLOOR_RISE_DB = 0.04;
const FLOOR_RISE_IN_SPEECH_DB = 0.01;
/** How far a restless background rises over its floor is learnt in about a second, and slowly while somebody seems to speak. */
const UNREST = 0.005;
const UNREST_IN_SPEECH = 0.003;
/** How much of a pause is taken off the speech around it. */
const PAUSE_COST = 0.5;
/** How much of that unrest a voice must be above. */
const UNREST_MARGIN = 1.5;

/**
 * Finds the user's voice, hop by hop: energy in bands over a noise floor that adapts, over what the agent's own echo may be,
 * with hysteresis. It runs inside the audio thread and allocates nothing after construction.
 */
export class SpeechDetector {
  /** Whether the user speaks, pauses up to the hangover included. */
  isSpeech = false;
  /** How long speech has lasted since its onset, in milliseconds. */
  elapsedMs = 0;
  /**
   * How much has lately been above the noise, in milliseconds, half of every pause taken off, and how much of that was
   * voiced. Words add up over their pauses; the single notes of music, or knocks, never come far.
   */
  speechMs = 0;
  voicedMs = 0;
  /** How long nothing has been above the noise. */
  silenceMs = 0;
  /** How far the loudest bands of the last hop are above the noise, in decibels. */
  snrDb = 0;
  readonly echo = new EchoGuard();
  readonly #options: Required<SpeechDetectorOptions>;
  readonly #microphone: BandEnergies;
  readonly #agent: BandEnergies;
  readonly #voicing: Voicing;
  readonly #floorDb = new Float32Array(BAND_COUNT).fill(SILENCE_DB);
  readonly #unrestDb = new Float32Array(BAND_COUNT);
  readonly #overDb = new Float32Array(BAND_COUNT);
  #snrSum = 0;
  #hops = 0;
  #risingMs = 0;
  #risingDb = 0;

  constructor(rateHz: number, options: SpeechDetectorOptions = {}) {
    const { onsetDb = 10, releaseDb = 2.5, hangoverMs = 300, minLevelDb = -55 } = options;
    this.#options = { onsetDb, releaseDb, hangoverMs, minLevelDb };
    this.#microphone = new BandEnergies(rateHz);
    this.#agent = new BandEnergies(rateHz);
    this.#voicing = new Voicing(rateHz);
  }

  /** How loud the speech has been over the noise on the whole, in decibels. */
  get levelDb(): number {
    return this.speechMs > 0 ? (this.#snrSum * HOP_MS) / this.speechMs : 0;
  }

  /** Takes one sample of either side, the agent's as it is played. Returns whether a hop has been decided with it. */
  push(microphone: number, agent: number): boolean {
    this.#agent.push(agent);
    this.#voicing.push(microphone);
    if (!this.#microphone.push(microphone)) return false;
    this.#decide();
    return true;
  }

  #decide(): void {
    this.echo.push(this.#microphone, this.#agent, this.#floorDb, this.isSpeech);
    this.snrDb = this.#measure();
    this.#followNoise();
    const isLoud = this.snrDb >= this.#options.releaseDb;
    if (isLoud && this.#microphone.totalDb >= this.#options.minLevelDb) this.#hear();
    else this.#miss();
    if (this.isSpeech) this.elapsedMs += HOP_MS;
  }

  #measure(): number {
    for (let band = 0; band < BAND_COUNT; band += 1) {
      const noiseDb = (this.#floorDb[band] ?? 0) + UNREST_MARGIN * (this.#unrestDb[band] ?? 0);
      const base = Math.max(noiseDb, this.echo.expectedDb[band] ?? 0);
      const over = (this.#microphone.db[band] ?? SILENCE_DB) - base;
      this.#overDb[band] = Math.max(0, Math.min(MAX_DB, over));
    }
    let sum = 0;
    for (let rank = 0; rank < LOUDEST; rank += 1) {
      let best = 0;
      for (let band = 1; band < BAND_COUNT; band += 1)
        if ((this.#overDb[band] ?? 0) > (this.#overDb[best] ?? 0)) best = band;
      sum += this.#overDb[best] ?? 0;
      this.#overDb[best] = 0;
    }
    return sum / LOUDEST;
  }

  /** The floor falls with the signal and rises slowly, so that a long sentence does not become its own noise. */
  #followNoise(): void {
    this.#hops += 1;
    const rise = this.isSpeech ? FLOOR_RISE_IN_SPEECH_DB : FLOOR_RISE_DB;
    for (let band = 0; band < BAND_COUNT; band += 1) {
      const now = this.#microphone.db[band] ?? SILENCE_DB;
      const floor = this.#floorDb[band] ?? SILENCE_DB;
      if (this.#hops <= FIRST_HOPS) this.#floorDb[band] = floor + (now - floor) / this.#hops;
      else if (now < floor) this.#floorDb[band] = floor + FLOOR_FALL * (now - floor);
      else this.#floorDb[band] = Math.min(now, floor + rise);
      const share = this.isSpeech ? UNREST_IN_SPEECH : UNREST;
      const before = this.#unrestDb[band] ?? 0;
      this.#unrestDb[band] = before + share * (Math.max(0, now - floor) - before);
    }
  }

  #hear(): void {
    if (!this.isSpeech) this.#rise();
    this.silenceMs = 0;
    this.speechMs += HOP_MS;
    this.#snrSum += this.snrDb;
    if (this.#voicing.measure() >= VOICED) this.voicedMs += HOP_MS;
  }

  #rise(): void {
    this.#risingMs += HOP_MS;
    this.#risingDb += this.snrDb;
    if (this.#hops <= FIRST_HOPS || this.#risingDb < this.#options.onsetDb) return;
    this.isSpeech = true;
    this.elapsedMs = this.#risingMs - HOP_MS;
    this.#risingDb = 0;
    this.#risingMs = 0;
  }

  #miss(): void {
    this.silenceMs += HOP_MS;
    this.#risingMs = 0;
    this.#risingDb = 0;
    if (this.silenceMs >= this.#options.hangoverMs) this.isSpeech = false;
    const left = this.speechMs > 0 ? Math.max(0, 1 - (PAUSE_COST * HOP_MS) / this.speechMs) : 0;
    this.speechMs *= left;
    this.voicedMs *= left;
    this.#snrSum *= left;
  }
}
