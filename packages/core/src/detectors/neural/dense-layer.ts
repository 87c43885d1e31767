/** A row of weights for each output, with a bias. */
export class DenseLayer {
  readonly outputs: number;
  readonly inputs: number;
  readonly #weights: Float32Array;
  readonly #biases: Float32Array;

  /** The weights are 8-bit, with one scale a row. */
  constructor(scales: Float32Array, biases: Float32Array, weights: Int8Array) {
    this.outputs = biases.length;
    this.inputs = weights.length / biases.length;
    this.#biases = biases;
    this.#weights = Float32Array.from(weights, (value, at) => {
      const scale = scales[Math.floor(at / this.inputs)] as number;
      return value * scale;
    });
  }

  /** Takes `inputs` values from `from` on, and writes `outputs` values from `to` on. */
  run(input: Float32Array, from: number, output: Float32Array, to: number): void {
    const weights = this.#weights;
    const inputs = this.inputs;
    const whole = inputs - (inputs % 4);
    for (let row = 0; row < this.outputs; row += 1) {
      const at = row * inputs;
      // Four sums side by side: one alone would wait for itself at each step.
      let a = this.#biases[row] as number;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let column = 0; column < whole; column += 4) {
        a += (weights[at + column] as number) * (input[from + column] as number);
        b += (weights[at + column + 1] as number) * (input[from + column + 1] as number);
        c += (weights[at + column + 2] as number) * (input[from + column + 2] as number);
        d += (weights[at + column + 3] as number) * (input[from + column + 3] as number);
      }
      for (let column = whole; column < inputs; column += 1)
        a += (weights[at + column] as number) * (input[from + column] as number);
      output[to + row] = a + b + c + d;
    }
  }
}
