/** The rate at which the pitch is looked for, in hertz: enough for the first harmonics. */
const RATE_HZ = 4_000;

/** The pitches of voices, in hertz: a deep man's to a child's. */
const LOWEST_HZ = 70;
const HIGHEST_HZ = 400;

/** What is compared, in milliseconds: two periods of the lowest pitch. */
const WINDOW_MS = 30;

/**
 * Tells how periodic a signal is. Voices are, in most of what they say; coughs, breath, taps and rustling are not. It keeps
 * the last 45 ms at a low rate and allocates nothing after construction.
 */
export class Voicing {
  readonly #every: number;
  readonly #ring: Float32Array;
  readonly #line: Float32Array;
  readonly #shortest: number;
  readonly #longest: number;
  #sum = 0;
  #count = 0;
  #next = 0;

  constructor(rateHz: number) {
    this.#every = Math.max(1, Math.round(rateHz / RATE_HZ));
    const rate = rateHz / this.#every;
    this.#shortest = Math.floor(rate / HIGHEST_HZ);
    this.#longest = Math.ceil(rate / LOWEST_HZ);
    const window = Math.round((rate * WINDOW_MS) / 1000);
    this.#ring = new Float32Array(window + this.#longest);
    this.#line = new Float32Array(window + this.#longest);
  }

  /** Takes one sample. A mean of neighbours is filter enough: what it lets through of hiss is not periodic. */
  push(sample: number): void {
    this.#sum += sample;
    this.#count += 1;
    if (this.#count < this.#every) return;
    this.#ring[this.#next] = this.#sum / this.#every;
    this.#next = (this.#next + 1) % this.#ring.length;
    this.#sum = 0;
    this.#count = 0;
  }

  /** How alike the signal is to itself one period before, 0 to 1. */
  measure(): number {
    const { length } = this.#line;
    for (let index = 0; index < length; index += 1)
      this.#line[index] = this.#ring[(this.#next + index) % length] ?? 0;
    let best = 0;
    for (let lag = this.#shortest; lag <= this.#longest; lag += 1) {
      best = Math.max(best, this.#likeness(lag));
    }
    return best;
  }

  #likeness(lag: number): number {
    let product = 0;
    let now = 0;
    let before = 0;
    for (let index = this.#longest; index < this.#line.length; index += 1) {
      const sample = this.#line[index] ?? 0;
      const earlier = this.#line[index - lag] ?? 0;
      product += sample * earlier;
      now += sample * sample;
      before += earlier * earlier;
    }
    const power = Math.sqrt(now * before);
    return power > 1e-9 ? product / power : 0;
  }
}
