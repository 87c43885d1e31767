import { BAND_COUNT, BandEnergies, HOP_MS, SILENCE_DB } from './band-energies.ts';
import { EchoGuard } from './echo-guard.ts';
import { NoiseFloor } from './noise-floor.ts';
import { VOICED } from './speech-evidence.ts';
import { SpeechShape } from './speech-shape.ts';
import { SpeechTally } from './speech-tally.ts';
import { Voicing } from './voicing.ts';

/** The options of `SpeechDetector`. */
export interface SpeechDetectorOptions {
  /**
   * The level over the noise at which speech begins, in decibels, summed over the 10 ms hops of its rise: one hop of
   * 10 dB or three of 4. Loud speech is found at once, and faint sounds only when they last. @default 10
   */
  readonly onsetDb?: number;
  /** Below this a voice has ended, or has not begun, in decibels over the noise. @default 2.5 */
  readonly releaseDb?: number;
  /** The longest pause within speech, in milliseconds: a stop before a plosive, a breath. @default 420 */
  readonly hangoverMs?: number;
  /** Nothing below this is a voice, in decibels under full scale. @default -55 */
  readonly minLevelDb?: number;
}

/** The number of loudest bands that are measured: hums fill few bands, and hiss fills all. */
const LOUDEST = 3;
/** More than this does not make a band more of a voice, in decibels over the noise. */
const MAX_DB = 20;
/** No voice begins while the noise floor is still being found, in hops. */
const FIRST_HOPS = 10;
/** The growth of the probability of speech with the level over `releaseDb`, per decibel. */
const PROBABILITY_PER_DB = 0.5;
/** A voice must exceed the peaks of the background by this factor. */
const UNREST_MARGIN = 1.5;

/**
 * Finds the user's voice, hop by hop: energy in bands over a noise floor that adapts, over what the agent's own echo may be,
 * with hysteresis. It runs inside the audio thread and allocates nothing after construction.
 */
export class SpeechDetector {
  /** True while the user speaks, including pauses up to the hangover. */
  isSpeech = false;
  /** The length of the speech since its onset, in milliseconds. */
  elapsedMs = 0;
  readonly tally = new SpeechTally();
  readonly shape = new SpeechShape();
  /** The periodicity of the last hop, 0 to 1; 0 for a hop that is not above the noise. */
  voicing = 0;
  /** The level of the loudest bands of the last hop over the noise, in decibels. */
  snrDb = 0;
  readonly echo = new EchoGuard();
  readonly #options: Required<SpeechDetectorOptions>;
  readonly #microphone: BandEnergies;
  readonly #agent: BandEnergies;
  readonly #voicing: Voicing;
  readonly #floor = new NoiseFloor();
  readonly #overDb = new Float32Array(BAND_COUNT);
  #hops = 0;
  #isHeard = false;
  #risingMs = 0;
  #risingDb = 0;

  constructor(rateHz: number, options: SpeechDetectorOptions = {}) {
    const { onsetDb = 10, releaseDb = 2.5, hangoverMs = 420, minLevelDb = -55 } = options;
    this.#options = { onsetDb, releaseDb, hangoverMs, minLevelDb };
    this.#microphone = new BandEnergies(rateHz);
    this.#agent = new BandEnergies(rateHz);
    this.#voicing = new Voicing(rateHz);
  }

  /** The probability that the last hop is speech, 0 to 1, by its level alone: one half at `releaseDb`. */
  get probability(): number {
    const overDb = this.snrDb - this.#options.releaseDb;
    return this.#isHeard ? 1 / (1 + Math.exp(-PROBABILITY_PER_DB * overDb)) : 0;
  }

  /** Takes one sample of either side, the agent's as it is played. Returns whether a hop has been decided with it. */
  push(microphone: number, agent: number): boolean {
    this.#agent.push(agent);
    this.#voicing.push(microphone);
    if (!this.#microphone.push(microphone)) return false;
    this.#decide();
    return true;
  }

  /**
   * The sound so far has been judged and was no interruption. What rises over it is new.
   *
   * @param isBackground - whether it is part of the room from now on. Another detector may still find out that it is a voice.
   */
  dismiss(isBackground = true): void {
    this.isSpeech = false;
    this.tally.reset();
    this.shape.begin();
    if (isBackground) this.#floor.absorb();
  }

  #decide(): void {
    this.echo.push(this.#microphone, this.#agent, this.#floor.db, this.isSpeech);
    this.snrDb = this.#measure();
    this.#hops += 1;
    this.#floor.push(this.#microphone.db, this.isSpeech);
    const isLoud = this.snrDb >= this.#options.releaseDb;
    if (isLoud && this.#microphone.totalDb >= this.#options.minLevelDb) this.#hear();
    else this.#miss();
    const { totalDb, db } = this.#microphone;
    const pitchHz = this.voicing >= VOICED ? this.#voicing.pitchHz : 0;
    if (this.shape.push(totalDb, db, this.snrDb, pitchHz)) this.#restart();
    if (this.isSpeech) this.elapsedMs += HOP_MS;
  }

  #measure(): number {
    for (let band = 0; band < BAND_COUNT; band += 1) {
      const noiseDb = (this.#floor.db[band] ?? 0) + UNREST_MARGIN * (this.#floor.unrestDb[band] ?? 0);
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

  /** Somebody speaks over a sound that was there before: music, a crowd. What was heard until now was that sound. */
  #restart(): void {
    this.shape.begin();
    this.tally.reset();
  }

  #hear(): void {
    if (!this.isSpeech) this.#rise();
    this.#isHeard = true;
    this.voicing = this.#voicing.measure();
    this.tally.hear(HOP_MS, this.snrDb, this.voicing);
  }

  #rise(): void {
    // What was said before is none of this sound.
    if (this.#risingMs === 0) this.tally.reset();
    this.#risingMs += HOP_MS;
    this.#risingDb += this.snrDb;
    if (this.#hops <= FIRST_HOPS || this.#risingDb < this.#options.onsetDb) return;
    this.isSpeech = true;
    this.shape.begin();
    this.elapsedMs = this.#risingMs - HOP_MS;
    this.#risingDb = 0;
    this.#risingMs = 0;
  }

  #miss(): void {
    this.#isHeard = false;
    this.voicing = 0;
    this.tally.miss(HOP_MS);
    this.#risingMs = 0;
    this.#risingDb = 0;
    if (this.tally.silenceMs >= this.#options.hangoverMs) this.isSpeech = false;
  }
}
