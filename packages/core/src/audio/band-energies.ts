/** The edges of the bands in hertz: octaves that a voice fills, and on top its hiss, with which many words begin. */
const EDGES_HZ = [150, 300, 600, 1_200, 2_400, 3_800, 7_000] as const;

/** How many bands there are. */
export const BAND_COUNT = EDGES_HZ.length - 1;

/** Length of one hop in milliseconds: two or three of a voice's periods, and short against a syllable. */
export const HOP_MS = 10;

/** What counts as nothing, in decibels under full scale. */
export const SILENCE_DB = -100;

/**
 * The energy of a signal in bands, one value a band each 10 ms. A bank of second-order band-pass filters does it sample by
 * sample: there is no window to wait for, any rate serves, and nothing is allocated after construction.
 */
export class BandEnergies {
  /** The last whole hop, in decibels under full scale. */
  readonly db = new Float32Array(BAND_COUNT).fill(SILENCE_DB);
  /** The whole signal of that hop, without its bands. */
  totalDb = SILENCE_DB;
  readonly #hopFrames: number;
  readonly #coefficients = new Float64Array(BAND_COUNT * 3);
  readonly #state = new Float64Array(BAND_COUNT * 2);
  readonly #sums = new Float64Array(BAND_COUNT);
  #total = 0;
  #filled = 0;

  constructor(rateHz: number) {
    this.#hopFrames = Math.round((rateHz * HOP_MS) / 1000);
    for (let band = 0; band < BAND_COUNT; band += 1) {
      const [low, high] = [EDGES_HZ[band] ?? 0, EDGES_HZ[band + 1] ?? 0];
      // A band-pass whose peak is 1, after the usual bilinear transform of one resonator.
      const omega = (2 * Math.PI * Math.sqrt(low * high)) / rateHz;
      // A telephone's rate has no such band: its filter stays empty.
      if (omega >= Math.PI) continue;
      const alpha = (Math.sin(omega) * (high - low)) / (2 * Math.sqrt(low * high));
      this.#coefficients[band * 3] = alpha / (1 + alpha);
      this.#coefficients[band * 3 + 1] = (2 * Math.cos(omega)) / (1 + alpha);
      this.#coefficients[band * 3 + 2] = (alpha - 1) / (1 + alpha);
    }
  }

  /** Takes one sample, and tells whether it was the last of a hop. */
  push(sample: number): boolean {
    // What is no number would stay in the filters for good.
    if (!Number.isFinite(sample)) return this.#step(0);
    for (let band = 0; band < BAND_COUNT; band += 1) {
      const gain = (this.#coefficients[band * 3] ?? 0) * sample;
      // Transposed direct form: two memories a filter, and no denormals to fear in doubles.
      const output = gain + (this.#state[band * 2] ?? 0);
      this.#state[band * 2] =
        (this.#coefficients[band * 3 + 1] ?? 0) * output + (this.#state[band * 2 + 1] ?? 0);
      this.#state[band * 2 + 1] = (this.#coefficients[band * 3 + 2] ?? 0) * output - gain;
      this.#sums[band] = (this.#sums[band] ?? 0) + output * output;
    }
    return this.#step(sample);
  }

  #step(sample: number): boolean {
    this.#total += sample * sample;
    this.#filled += 1;
    if (this.#filled < this.#hopFrames) return false;
    for (let band = 0; band < BAND_COUNT; band += 1)
      this.db[band] = toDb((this.#sums[band] ?? 0) / this.#hopFrames);
    this.totalDb = toDb(this.#total / this.#hopFrames);
    this.#sums.fill(0);
    this.#total = 0;
    this.#filled = 0;
    return true;
  }
}

function toDb(power: number): number {
  return power > 1e-10 ? 10 * Math.log10(power) : SILENCE_DB;
}
