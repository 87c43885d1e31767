/** Samples on their way from the decoder to the speaker, first in, first out. Its memory is taken once. */
export class SampleRing {
  readonly #samples: Float32Array;
  readonly #mask: number;
  #read = 0;
  #length = 0;

  /** @param capacity is rounded up to a power of two. */
  constructor(capacity: number) {
    this.#samples = new Float32Array(2 ** Math.ceil(Math.log2(capacity)));
    this.#mask = this.#samples.length - 1;
  }

  /** The number of samples that can be read. */
  get length(): number {
    return this.#length;
  }

  /** The number of samples that can be written. */
  get room(): number {
    return this.#samples.length - this.#length;
  }

  /** Adds the first `count` samples, which must fit. */
  write(samples: Float32Array, count: number): void {
    const start = this.#read + this.#length;
    for (let index = 0; index < count; index += 1)
      this.#samples[(start + index) & this.#mask] = samples[index] ?? 0;
    this.#length += count;
  }

  /** Takes the oldest sample; there must be one. */
  shift(): number {
    const sample = this.#samples[this.#read] ?? 0;
    this.#read = (this.#read + 1) & this.#mask;
    this.#length -= 1;
    return sample;
  }

  clear(): void {
    this.#length = 0;
  }
}
