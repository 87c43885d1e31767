import { BAND_COUNT, HOP_MS, SILENCE_DB } from './band-energies.ts';

/** The remembered length of both signals, in hops. Echoes come within 400 ms, the room and the device included. */
const KEPT = 400 / HOP_MS;
/** The longest way from the speaker to the microphone that an envelope is compared at, in hops. */
const MAX_LAG = 250 / HOP_MS;
/** The compared length of both envelopes, in hops. */
const COMPARED = 500 / HOP_MS;
/** The agent is audible above this level, in decibels under full scale. */
const AUDIBLE_DB = -60;
/** An echo may be louder than the coupling predicts by this many decibels. */
const MARGIN_DB = 4;
/** The coupling that is assumed before any is measured: loudspeakers without echo cancellation, in decibels. */
const FIRST_COUPLING_DB = -12;
/** The loudest of many hops of noise above their floor, and an unseen echo below it, in decibels. */
const NOISE_PEAK_DB = 9;
const HIDDEN_DB = 12;
/** The coupling follows by these shares of the difference per hop. */
const FALL = 0.05;
const RISE = 0.03;
/**
 * The time after speech, in hops, in which the loudest remembered level may still be the user's voice: it is no proof of
 * coupling.
 */
const AFTER_SPEECH = 500 / HOP_MS;

/** Keeps the last values of some bands, and their highest: of all, and of those that are older than `MAX_LAG`. */
class History {
  readonly peakDb: Float32Array;
  readonly oldPeakDb: Float32Array;
  readonly #kept: Float32Array;
  readonly #bands: number;
  readonly #hops: number;
  #next = 0;

  constructor(bands: number, hops: number) {
    this.#bands = bands;
    this.#hops = hops;
    this.#kept = new Float32Array(bands * hops).fill(SILENCE_DB);
    this.peakDb = new Float32Array(bands).fill(SILENCE_DB);
    this.oldPeakDb = new Float32Array(bands).fill(SILENCE_DB);
  }

  push(db: ArrayLike<number>): void {
    for (let band = 0; band < this.#bands; band += 1) {
      this.#kept[this.#next * this.#bands + band] = db[band] ?? SILENCE_DB;
      let [peak, oldPeak] = [SILENCE_DB, SILENCE_DB];
      let slot = this.#next;
      for (let ago = 0; ago < this.#hops; ago += 1) {
        const value = this.#kept[slot * this.#bands + band] ?? SILENCE_DB;
        if (value > peak) peak = value;
        if (ago >= MAX_LAG && value > oldPeak) oldPeak = value;
        slot = slot === 0 ? this.#hops - 1 : slot - 1;
      }
      this.peakDb[band] = peak;
      this.oldPeakDb[band] = oldPeak;
    }
    this.#next = (this.#next + 1) % this.#hops;
  }

  /** The value of the only band, `ago` hops before the last. */
  at(ago: number): number {
    return this.#kept[(this.#next - 1 - ago + 2 * this.#hops) % this.#hops] ?? SILENCE_DB;
  }
}

/**
 * Knows what of the microphone's signal may be the agent's own voice. The coupling between output and input is measured in
 * each band, peak against peak, so that neither the way through the room nor its length has to be known.
 */
export class EchoGuard {
  /** The loudest echo to be expected in each band now, in decibels under full scale, the margin included. */
  readonly expectedDb = new Float32Array(BAND_COUNT).fill(SILENCE_DB);
  readonly #couplingDb = new Float32Array(BAND_COUNT).fill(FIRST_COUPLING_DB);
  readonly #agent = new History(BAND_COUNT, KEPT);
  readonly #microphone = new History(BAND_COUNT, KEPT * 0.75);
  readonly #agentTotal = new History(1, COMPARED + MAX_LAG);
  readonly #microphoneTotal = new History(1, COMPARED);
  readonly #scratch = new Float32Array(1);
  #sinceSpeech = AFTER_SPEECH;
  #learning = 0;

  /** The level of the output that returns at the input, in decibels: the mean of the bands. */
  get couplingDb(): number {
    let sum = 0;
    for (const coupling of this.#couplingDb) sum += coupling;
    return sum / BAND_COUNT;
  }

  /** True when the agent was audible within the last 400 ms. */
  get isAgentAudible(): boolean {
    return (this.#agentTotal.peakDb[0] ?? SILENCE_DB) > AUDIBLE_DB;
  }

  /** Takes one hop of both sides, the agent's as it is played, and the noise floor of the microphone's. */
  push(microphone: BandLike, agent: BandLike, floorDb: ArrayLike<number>, isSpeech: boolean): void {
    this.#agent.push(agent.db);
    this.#microphone.push(microphone.db);
    this.#scratch[0] = agent.totalDb;
    this.#agentTotal.push(this.#scratch);
    this.#scratch[0] = microphone.totalDb;
    this.#microphoneTotal.push(this.#scratch);
    this.#sinceSpeech = isSpeech ? 0 : this.#sinceSpeech + 1;
    this.#learning -= 1;
    const share = this.#sinceSpeech >= AFTER_SPEECH || this.#learning > 0 ? RISE : 0;
    for (let band = 0; band < BAND_COUNT; band += 1) this.#learn(band, floorDb[band] ?? SILENCE_DB, share);
  }

  /** Corrects the coupling after an echo was taken for speech: the coupling is higher than estimated. */
  learn(): void {
    this.#learning = AFTER_SPEECH;
  }

  #learn(band: number, floorDb: number, rise: number): void {
    const agentDb = this.#agent.peakDb[band] ?? SILENCE_DB;
    if (agentDb < AUDIBLE_DB) {
      this.expectedDb[band] = SILENCE_DB;
      return;
    }
    const before = this.#couplingDb[band] ?? 0;
    const peakDb = this.#microphone.peakDb[band] ?? SILENCE_DB;
    // An echo that does not rise out of the noise is taken as well under it: noise is no proof of coupling.
    const heardDb = peakDb < floorDb + NOISE_PEAK_DB ? floorDb - HIDDEN_DB : peakDb;
    // The coupling only falls by what must have come back by now: the last of the agent's words may still be on their way.
    const arrivedDb = this.#agent.oldPeakDb[band] ?? SILENCE_DB;
    const most = arrivedDb < AUDIBLE_DB ? Infinity : heardDb - arrivedDb;
    const least = heardDb - agentDb;
    const change = most < before ? FALL * (most - before) : rise * Math.max(0, least - before);
    const coupling = Math.min(0, before + change);
    this.#couplingDb[band] = coupling;
    this.expectedDb[band] = agentDb + coupling + MARGIN_DB;
  }

  /**
   * Measures the similarity of both loudness curves, 0 to 1, at the delay with the greatest similarity. The user's own words
   * have a curve of their own.
   */
  match(): number {
    if (!this.isAgentAudible) return 0;
    let best = 0;
    for (let lag = 0; lag < MAX_LAG; lag += 1) best = Math.max(best, this.#correlate(lag));
    return best;
  }

  #correlate(lag: number): number {
    let a = 0;
    let b = 0;
    let aa = 0;
    let bb = 0;
    let ab = 0;
    for (let hop = 0; hop < COMPARED; hop += 1) {
      const x = Math.max(-70, this.#microphoneTotal.at(hop));
      const y = Math.max(-70, this.#agentTotal.at(hop + lag));
      a += x;
      b += y;
      aa += x * x;
      bb += y * y;
      ab += x * y;
    }
    const spread = Math.sqrt((COMPARED * aa - a * a) * (COMPARED * bb - b * b));
    return spread > 1 ? (COMPARED * ab - a * b) / spread : 0;
  }
}

/** One side's last hop. */
interface BandLike {
  readonly db: ArrayLike<number>;
  readonly totalDb: number;
}
