import { RealtimeError } from '../errors/realtime-error.ts';

/** Zero crossings of the filter's sinc on each side at the lower of the two rates: 24 make a transition of 12 % of it. */
const ZERO_CROSSINGS = 24;

/** Shape of the Kaiser window; 9 keeps everything outside the pass band more than 85 dB down. */
const KAISER_BETA = 9;

/** The frequency at which the filter is 6 dB down, as a share of the lower rate: half of it less half of the transition. */
const CUTOFF = 0.44;

/** Samples processed at once. Longer inputs are processed in pieces. */
const MAX_BLOCK = 2048;

/** The two rates of a resampler. */
export interface ResamplerOptions {
  /** Rate of the samples that come in, in hertz; a whole number. */
  readonly fromHz: number;
  /** Rate of the samples that go out, in hertz; a whole number. */
  readonly toHz: number;
}

/** Changes the rate of a stream of samples. It keeps its state between calls. */
export interface Resampler {
  /** The largest number of samples that `process` and `processInto` can return for an input of the given length. */
  outputLimit(inputLength: number): number;
  process(input: Float32Array): Float32Array<ArrayBuffer>;
  /**
   * Processes the first `length` samples of `input` (by default all) and writes into `output`, which must hold
   * `outputLimit(length)`. Returns the number of samples written. It does not allocate, because it runs in the audio thread.
   */
  processInto(input: Float32Array, output: Float32Array, length?: number): number;
  /** Returns the samples that are still in the filter, and resets. */
  flush(): Float32Array<ArrayBuffer>;
  reset(): void;
}

/**
 * Creates a resampler: a windowed-sinc polyphase filter with a low-pass, whose aliases and images are more than 80 dB
 * down. Output is aligned with input: sample n of the output is the signal at time n / toHz.
 *
 * @throws RealtimeError `invalid-config` for a rate that is not a positive whole number.
 */
export function createResampler(options: ResamplerOptions): Resampler {
  for (const rateHz of [options.fromHz, options.toHz]) {
    if (Number.isSafeInteger(rateHz) && rateHz > 0) continue;
    throw new RealtimeError(
      'invalid-config',
      `A sample rate of ${rateHz} Hz cannot be converted. Give a positive whole number of samples per second.`,
    );
  }
  return selectResampler(options);
}

/** Creates a resampler for rates that were checked before. The audio worklet calls it to leave out the error code. */
export function selectResampler(options: ResamplerOptions): Resampler {
  return options.fromHz === options.toHz ? new PassThrough() : new PolyphaseResampler(options);
}

class PassThrough implements Resampler {
  outputLimit(inputLength: number): number {
    return inputLength;
  }
  process(input: Float32Array): Float32Array<ArrayBuffer> {
    return new Float32Array(input);
  }
  processInto(input: Float32Array, output: Float32Array, length = input.length): number {
    for (let index = 0; index < length; index += 1) output[index] = input[index] ?? 0;
    return length;
  }
  flush(): Float32Array<ArrayBuffer> {
    return new Float32Array(0);
  }
  reset(): void {}
}

class PolyphaseResampler implements Resampler {
  /** The rate is changed by `up / down`: `up` phases of the filter, a step of `down` of them per output sample. */
  readonly #up: number;
  readonly #down: number;
  readonly #taps: number;
  readonly #filter: Float32Array;
  readonly #window: Float32Array;
  #filled = 0;
  #phase = 0;
  /** Totals since the last reset. They keep the length of a flush exact. */
  #inputs = 0;
  #outputs = 0;

  constructor({ fromHz, toHz }: ResamplerOptions) {
    const divisor = greatestCommonDivisor(fromHz, toHz);
    this.#up = toHz / divisor;
    this.#down = fromHz / divisor;
    this.#taps = 2 * Math.ceil(ZERO_CROSSINGS * Math.max(1, fromHz / toHz));
    this.#filter = designFilter(this.#up, this.#taps, Math.min(1, toHz / fromHz));
    this.#window = new Float32Array(this.#taps + MAX_BLOCK);
    this.reset();
  }

  reset(): void {
    // Half a filter of silence comes first, so that the first output is aligned with the first input.
    this.#window.fill(0);
    this.#filled = this.#taps / 2 - 1;
    this.#phase = 0;
    this.#inputs = 0;
    this.#outputs = 0;
  }

  outputLimit(inputLength: number): number {
    return Math.ceil((inputLength * this.#up) / this.#down) + 1;
  }

  process(input: Float32Array): Float32Array<ArrayBuffer> {
    const output = new Float32Array(this.outputLimit(input.length));
    return output.slice(0, this.processInto(input, output));
  }

  processInto(input: Float32Array, output: Float32Array, length = input.length): number {
    this.#inputs += length;
    let written = 0;
    for (let start = 0; start < length; start += MAX_BLOCK) {
      const count = Math.min(MAX_BLOCK, length - start);
      for (let index = 0; index < count; index += 1)
        this.#window[this.#filled + index] = input[start + index] ?? 0;
      this.#filled += count;
      written = this.#convolve(output, written);
    }
    this.#outputs += written;
    return written;
  }

  #convolve(output: Float32Array, offset: number): number {
    const window = this.#window;
    const filter = this.#filter;
    const taps = this.#taps;
    let at = 0;
    let written = offset;
    while (at + taps <= this.#filled) {
      const row = this.#phase * taps;
      let sum = 0;
      for (let tap = 0; tap < taps; tap += 1) sum += (window[at + tap] ?? 0) * (filter[row + tap] ?? 0);
      output[written] = sum;
      written += 1;
      const next = this.#phase + this.#down;
      at += Math.floor(next / this.#up);
      this.#phase = next % this.#up;
    }
    // A step is always shorter than the filter, so it never passes the end of the input.
    window.copyWithin(0, at, this.#filled);
    this.#filled -= at;
    return written;
  }

  flush(): Float32Array<ArrayBuffer> {
    const due = Math.max(0, Math.round((this.#inputs * this.#up) / this.#down) - this.#outputs);
    const tail = this.process(new Float32Array(this.#taps));
    this.reset();
    return tail.slice(0, due);
  }
}

/** Arranges the low-pass by phase: row p holds the taps for an output that lies p / up after an input sample. */
function designFilter(up: number, taps: number, bandwidth: number): Float32Array {
  const filter = new Float32Array(up * taps);
  const cutoff = CUTOFF * bandwidth;
  const half = taps / 2;
  for (let phase = 0; phase < up; phase += 1) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const distance = tap - (half - 1) - phase / up;
      const value = 2 * cutoff * sinc(2 * cutoff * distance) * kaiser(distance / half);
      filter[phase * taps + tap] = value;
      sum += value;
    }
    // Each phase passes a constant unchanged; otherwise the phases would differ in gain and produce a hum.
    for (let tap = 0; tap < taps; tap += 1) {
      const index = phase * taps + tap;
      filter[index] = (filter[index] ?? 0) / sum;
    }
  }
  return filter;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The Kaiser window at -1 to 1. */
function kaiser(x: number): number {
  return Math.abs(x) > 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
}

/** The modified Bessel function of the first kind and order 0, by its series. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-12 * sum; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
