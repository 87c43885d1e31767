import type { SileroWeights } from './silero-weights.ts';
import { BINS, Spectrum } from './spectrum.ts';

/** The rate that the network was trained at, in hertz, and the length of one hop, in samples: 32 ms. */
export const SILERO_RATE_HZ = 16_000;
export const SILERO_HOP = 512;

/** The end of the hop before, which the network hears again, and the mirrored end of the hop, in samples. */
const BEFORE = 64;
const MIRRORED = 64;
const WINDOW_STEP = 128;
const WINDOWS = 4;
/** The strides of the convolutions. Each takes three steps at a time. */
const STRIDES = [1, 2, 2, 1];
/** The size of the recurrent layer's state. */
const STATE = 128;

/**
 * The network of Silero VAD v6 (https://github.com/snakers4/silero-vad): four magnitude spectra, four convolutions over them,
 * one LSTM cell, and the probability of speech. It keeps its state from hop to hop and allocates nothing after construction.
 */
export class Silero {
  readonly #weights: SileroWeights;
  readonly #spectrum = new Spectrum();
  readonly #samples = new Float32Array(BEFORE + SILERO_HOP + MIRRORED);
  /** The steps of each layer, between two of zeros, so that three steps lie side by side in memory. */
  readonly #steps: readonly Float32Array[];
  /** The input of the recurrent layer and its output, which is its input the next time. */
  readonly #recurrentInput = new Float32Array(2 * STATE);
  readonly #hidden = this.#recurrentInput.subarray(STATE);
  readonly #gates = new Float32Array(4 * STATE);
  readonly #cell = new Float32Array(STATE);
  readonly #active = new Float32Array(STATE);
  readonly #output = new Float32Array(1);

  constructor(weights: SileroWeights) {
    this.#weights = weights;
    let steps = WINDOWS;
    const lines = [new Float32Array((steps + 2) * BINS)];
    for (const [index, { outputs }] of weights.convolutions.entries()) {
      steps = Math.ceil(steps / (STRIDES[index] as number));
      lines.push(new Float32Array((steps + 2) * outputs));
    }
    this.#steps = lines;
  }

  /** Takes one hop of `SILERO_HOP` samples and returns the probability of speech, 0 to 1. */
  process(hop: Float32Array): number {
    const samples = this.#samples;
    samples.copyWithin(0, SILERO_HOP, SILERO_HOP + BEFORE);
    samples.set(hop, BEFORE);
    const end = BEFORE + SILERO_HOP;
    for (let at = 0; at < MIRRORED; at += 1) samples[end + at] = samples[end - 2 - at] as number;
    const spectra = this.#steps[0] as Float32Array;
    for (let window = 0; window < WINDOWS; window += 1)
      this.#spectrum.measure(samples, window * WINDOW_STEP, spectra, (window + 1) * BINS);
    this.#convolve();
    return this.#remember();
  }

  #convolve(): void {
    for (const [index, layer] of this.#weights.convolutions.entries()) {
      const [input, output] = [this.#steps[index] as Float32Array, this.#steps[index + 1] as Float32Array];
      const stride = ((STRIDES[index] as number) * layer.inputs) / 3;
      const end = output.length - layer.outputs;
      for (let to = layer.outputs, from = 0; to < end; to += layer.outputs, from += stride)
        layer.run(input, from, output, to);
      for (let at = layer.outputs; at < end; at += 1) if ((output[at] as number) < 0) output[at] = 0;
    }
  }

  /** One step of the LSTM cell, whose gates are input, forget, cell and output, and the layer after it. */
  #remember(): number {
    const encoded = this.#steps.at(-1) as Float32Array;
    this.#recurrentInput.set(encoded.subarray(STATE, 2 * STATE));
    const [gates, cell] = [this.#gates, this.#cell];
    this.#weights.recurrent.run(this.#recurrentInput, 0, gates, 0);
    for (let at = 0; at < STATE; at += 1) {
      const kept = sigmoid(gates[STATE + at] as number) * (cell[at] as number);
      const added = sigmoid(gates[at] as number) * Math.tanh(gates[2 * STATE + at] as number);
      cell[at] = kept + added;
      const hidden = sigmoid(gates[3 * STATE + at] as number) * Math.tanh(kept + added);
      this.#hidden[at] = hidden;
      this.#active[at] = Math.max(0, hidden);
    }
    this.#weights.output.run(this.#active, 0, this.#output, 0);
    return sigmoid(this.#output[0] as number);
  }
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
