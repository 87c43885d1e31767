/** A level that glides: a jump would click. */
export class GainRamp {
  value = 1;
  #target = 1;
  #step = 0;
  readonly #rateHz: number;

  constructor(rateHz: number) {
    this.#rateHz = rateHz;
  }

  /** True when the gain has reached its target. */
  get isSteady(): boolean {
    return this.value === this.#target;
  }

  /** Sends it to a level, in so many milliseconds from where it is. */
  to(target: number, ms: number): void {
    this.#target = target;
    this.#step = Math.abs(target - this.value) / Math.max(1, (ms / 1000) * this.#rateHz);
  }

  /** The level of the next frame. */
  next(): number {
    const difference = this.#target - this.value;
    if (difference === 0) return this.value;
    this.value =
      Math.abs(difference) <= this.#step ? this.#target : this.value + Math.sign(difference) * this.#step;
    return this.value;
  }
}
