/** The edges of the bands in hertz: octaves that a voice fills, and on top its hiss, with which many words begin. */
const EDGES_HZ = [150, 300, 600, 1_200, 2_400, 3_800, 7_000] as const;

/** The number of bands. */
export const BAND_COUNT = EDGES_HZ.length - 1;

/** Length of one hop in milliseconds: two or three of a voice's periods, and short against a syllable. */
export const HOP_MS = 10;

/** The level that counts as silence, in decibels relative to full scale. */
export const SILENCE_DB = -100;

/**
 * The energy of a signal in bands, one value a band each 10 ms. A bank of second-order band-pass filters does it, whose
 * memory goes on from hop to hop: any rate serves, and nothing is allocated after construction.
 */
export class BandEnergies {
  /** The last whole hop, in decibels under full scale. */
  readonly db = new Float32Array(BAND_COUNT).fill(SILENCE_DB);
  /** The whole signal of that hop, without its bands. */
  totalDb = SILENCE_DB;
  readonly #hop: Float64Array;
  readonly #coefficients = new Float64Array(BAND_COUNT * 3);
  readonly #state = new Float64Array(BAND_COUNT * 2);
  #filled = 0;

  constructor(rateHz: number) {
    this.#hop = new Float64Array(Math.round((rateHz * HOP_MS) / 1000));
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
    // A value that is not a number would stay in the filters for good.
    this.#hop[this.#filled] = Number.isFinite(sample) ? sample : 0;
    this.#filled += 1;
    if (this.#filled < this.#hop.length) return false;
    this.#filled = 0;
    this.#measure();
    return true;
  }

  #measure(): void {
    const hop = this.#hop;
    const { length } = hop;
    for (let band = 0; band < BAND_COUNT; band += 2) this.#filterTwo(band);
    let total = 0;
    for (let index = 0; index < length; index += 1) total += (hop[index] as number) ** 2;
    this.totalDb = toDb(total / length);
  }

  /** Two bands side by side over the whole hop: one alone would wait for itself at each sample. */
  #filterTwo(band: number): void {
    const hop = this.#hop;
    const { length } = hop;
    const [c, s] = [this.#coefficients, this.#state];
    const at = band * 3;
    const [gainA, nearA, farA] = [c[at] as number, c[at + 1] as number, c[at + 2] as number];
    const [gainB, nearB, farB] = [c[at + 3] as number, c[at + 4] as number, c[at + 5] as number];
    const from = band * 2;
    let [firstA, secondA] = [s[from] as number, s[from + 1] as number];
    let [firstB, secondB] = [s[from + 2] as number, s[from + 3] as number];
    let sumA = 0;
    let sumB = 0;
    for (let index = 0; index < length; index += 1) {
      const sample = hop[index] as number;
      const inputA = gainA * sample;
      const inputB = gainB * sample;
      // Transposed direct form: two memories a filter, and no denormals to fear in doubles.
      const outputA = inputA + firstA;
      const outputB = inputB + firstB;
      firstA = nearA * outputA + secondA;
      firstB = nearB * outputB + secondB;
      secondA = farA * outputA - inputA;
      secondB = farB * outputB - inputB;
      sumA += outputA * outputA;
      sumB += outputB * outputB;
    }
    s[from] = firstA;
    s[from + 1] = secondA;
    s[from + 2] = firstB;
    s[from + 3] = secondB;
    this.db[band] = toDb(sumA / length);
    this.db[band + 1] = toDb(sumB / length);
  }
}

function toDb(power: number): number {
  return power > 1e-10 ? 10 * Math.log10(power) : SILENCE_DB;
}
