/** The rate at which the pitch is looked for, in hertz: enough for the first harmonics. */
const RATE_HZ = 4_000;

/** The pitches of voices, in hertz: a deep man's to a child's. */
const LOWEST_HZ = 70;
const HIGHEST_HZ = 400;

/** The length of the compared windows, in milliseconds: two periods of the lowest pitch. */
const WINDOW_MS = 30;

/** A shorter period is preferred to its multiples when it is as good but for this much. */
const TOLERANCE = 0.1;

/**
 * Tells how periodic a signal is, and at which pitch. Voices are, in most of what they say; coughs, breath, taps and rustling
 * are not. It keeps the last 45 ms at a low rate and allocates nothing after construction.
 */
export class Voicing {
  /** The pitch that the last measurement found, in hertz. It says nothing where the similarity is low. */
  pitchHz = 0;
  readonly #every: number;
  readonly #rateHz: number;
  readonly #ring: Float32Array;
  readonly #line: Float32Array;
  readonly #likeness: Float32Array;
  readonly #shortest: number;
  readonly #longest: number;
  #sum = 0;
  #count = 0;
  #next = 0;

  constructor(rateHz: number) {
    this.#every = Math.max(1, Math.round(rateHz / RATE_HZ));
    this.#rateHz = rateHz / this.#every;
    this.#shortest = Math.floor(this.#rateHz / HIGHEST_HZ);
    this.#longest = Math.ceil(this.#rateHz / LOWEST_HZ);
    const window = Math.round((this.#rateHz * WINDOW_MS) / 1000);
    this.#ring = new Float32Array(window + this.#longest);
    this.#line = new Float32Array(window + this.#longest);
    this.#likeness = new Float32Array(this.#longest + 1);
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

  /** Measures the similarity of the signal to itself one period before, 0 to 1. */
  measure(): number {
    const { length } = this.#line;
    for (let index = 0; index < length; index += 1)
      this.#line[index] = this.#ring[(this.#next + index) % length] ?? 0;
    const best = this.#compare();
    const lag = this.#findLag(best);
    this.pitchHz = lag > 0 ? this.#rateHz / this.#refine(lag) : 0;
    return best;
  }

  /** Returns the greatest similarity. */
  #compare(): number {
    const line = this.#line;
    const [longest, { length }] = [this.#longest, line];
    let now = 0;
    for (let index = longest; index < length; index += 1) now += (line[index] ?? 0) ** 2;
    // The power of the earlier window follows from lag to lag by the two samples at its ends.
    let before = 0;
    for (let index = longest - this.#shortest; index < length - this.#shortest; index += 1)
      before += (line[index] ?? 0) ** 2;
    let best = 0;
    for (let lag = this.#shortest; lag <= longest; lag += 1) {
      let product = 0;
      for (let index = longest; index < length; index += 1)
        product += (line[index] ?? 0) * (line[index - lag] ?? 0);
      const power = Math.sqrt(now * Math.max(0, before));
      const likeness = power > 1e-9 ? product / power : 0;
      this.#likeness[lag] = likeness;
      if (likeness > best) best = likeness;
      before += (line[longest - lag - 1] ?? 0) ** 2 - (line[length - lag - 1] ?? 0) ** 2;
    }
    return best;
  }

  /** The shortest lag whose similarity comes close to the greatest; 0 where there is none. */
  #findLag(best: number): number {
    if (best <= 0) return 0;
    for (let lag = this.#shortest; lag <= this.#longest; lag += 1) {
      const own = this.#likeness[lag] ?? 0;
      const isPeak = own >= (this.#likeness[lag - 1] ?? 0) && own >= (this.#likeness[lag + 1] ?? 0);
      if (isPeak && own >= best - TOLERANCE) return lag;
    }
    return 0;
  }

  /** The lag between two samples at which a parabola through the similarities is highest. */
  #refine(lag: number): number {
    if (lag <= this.#shortest || lag >= this.#longest) return lag;
    const a = this.#likeness[lag - 1] ?? 0;
    const b = this.#likeness[lag] ?? 0;
    const c = this.#likeness[lag + 1] ?? 0;
    const curve = a - 2 * b + c;
    return curve < 0 ? lag + Math.max(-0.5, Math.min(0.5, (a - c) / (2 * curve))) : lag;
  }
}
