/** The length of a window, in samples. */
export const WINDOW = 256;
/** The number of frequencies, from 0 to half of the rate. */
export const BINS = WINDOW / 2 + 1;

const HALF = WINDOW / 2;

/**
 * The magnitudes of a window's Fourier transform, after a periodic Hann window. Two real samples are taken as one complex one,
 * so that the transform has half of the length. It allocates nothing after construction.
 */
export class Spectrum {
  readonly #hann = Float32Array.from({ length: WINDOW }, (_, at) => 0.5 - 0.5 * Math.cos(angle(at)));
  readonly #cos = Float32Array.from({ length: HALF + 1 }, (_, at) => Math.cos(angle(at)));
  readonly #sin = Float32Array.from({ length: HALF + 1 }, (_, at) => -Math.sin(angle(at)));
  readonly #order = Uint8Array.from({ length: HALF }, (_, at) => reverseBits(at));
  readonly #re = new Float32Array(HALF + 1);
  readonly #im = new Float32Array(HALF + 1);

  /** Writes the magnitudes of `BINS` frequencies of the window that begins at `from`. */
  measure(samples: Float32Array, from: number, output: Float32Array, to: number): void {
    const re = this.#re;
    const im = this.#im;
    const hann = this.#hann;
    for (let at = 0; at < HALF; at += 1) {
      const place = this.#order[at] as number;
      re[place] = (samples[from + 2 * at] as number) * (hann[2 * at] as number);
      im[place] = (samples[from + 2 * at + 1] as number) * (hann[2 * at + 1] as number);
    }
    this.#transform();
    re[HALF] = re[0] as number;
    im[HALF] = im[0] as number;
    for (let bin = 0; bin < BINS; bin += 1) output[to + bin] = this.#magnitude(bin);
  }

  /** The radix-2 transform of the complex samples, which lie in the order of reversed bits. */
  #transform(): void {
    const re = this.#re;
    const im = this.#im;
    for (let half = 1; half < HALF; half *= 2) {
      const step = HALF / half;
      for (let block = 0; block < HALF; block += 2 * half) {
        for (let k = 0; k < half; k += 1) {
          const a = block + k;
          const b = a + half;
          const wr = this.#cos[k * step] as number;
          const wi = this.#sin[k * step] as number;
          const xr = (re[b] as number) * wr - (im[b] as number) * wi;
          const xi = (re[b] as number) * wi + (im[b] as number) * wr;
          re[b] = (re[a] as number) - xr;
          im[b] = (im[a] as number) - xi;
          re[a] = (re[a] as number) + xr;
          im[a] = (im[a] as number) + xi;
        }
      }
    }
  }

  /** Takes the even and the odd samples' transforms apart, and puts them together as those of one real window. */
  #magnitude(bin: number): number {
    const ar = this.#re[bin] as number;
    const ai = this.#im[bin] as number;
    const br = this.#re[HALF - bin] as number;
    const bi = -(this.#im[HALF - bin] as number);
    const oddRe = ai - bi;
    const oddIm = br - ar;
    const wr = this.#cos[bin] as number;
    const wi = this.#sin[bin] as number;
    const real = ar + br + oddRe * wr - oddIm * wi;
    const imaginary = ai + bi + oddRe * wi + oddIm * wr;
    return 0.5 * Math.sqrt(real * real + imaginary * imaginary);
  }
}

function angle(at: number): number {
  return (2 * Math.PI * at) / WINDOW;
}

function reverseBits(value: number): number {
  let reversed = 0;
  for (let bit = 1; bit < HALF; bit *= 2) reversed = reversed * 2 + (value & bit ? 1 : 0);
  return reversed;
}
