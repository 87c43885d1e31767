import { FRAME_MS } from './voice-activity.ts';

/** Splits a stream of samples into frames of 20 ms. */
export class FrameSplitter {
  readonly #frame: Float32Array;
  readonly #onFrame: (frame: Float32Array) => void;
  #filled = 0;

  constructor(rateHz: number, onFrame: (frame: Float32Array) => void) {
    this.#frame = new Float32Array((rateHz * FRAME_MS) / 1000);
    this.#onFrame = onFrame;
  }

  /** The samples of the frame that is not complete. */
  get rest(): Float32Array {
    return this.#frame.slice(0, this.#filled);
  }

  /** The length of the frame that is not complete, in milliseconds. */
  get restMs(): number {
    return (this.#filled / this.#frame.length) * FRAME_MS;
  }

  push(samples: Float32Array): void {
    for (let at = 0; at < samples.length;) {
      const count = Math.min(this.#frame.length - this.#filled, samples.length - at);
      this.#frame.set(samples.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled < this.#frame.length) continue;
      this.#filled = 0;
      this.#onFrame(this.#frame.slice());
    }
  }

  clear(): void {
    this.#filled = 0;
  }
}
