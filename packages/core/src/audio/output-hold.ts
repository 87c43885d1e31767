/** The agent is held at a dip of its level, and without one after this time, in milliseconds. */
const MAX_SEEK_MS = 160;
/** The level is measured over this time, in milliseconds. */
const HOP_MS = 10;
/** A dip is this share of the loudest power since the search began: 10 dB. Between most words there is one. */
const DIP = 0.1;
/** Power that is silence: -60 dBFS. */
const SILENCE = 1e-6;
/** A hold ends by itself after this time, in milliseconds: the page may have crashed. */
const FORGOTTEN_MS = 5_000;

/** Finds the moment at which sound can stop for a while: between two words, or at least in a quiet moment. */
export class OutputHold {
  /** Whether sound may end at the next dip, and whether it has to end. */
  isSeeking = false;
  isHolding = false;
  readonly #rateHz: number;
  #power = 0;
  #count = 0;
  #loudest = 0;
  #frames = 0;

  constructor(rateHz: number) {
    this.#rateHz = rateHz;
  }

  begin(): void {
    if (this.isSeeking || this.isHolding) return;
    this.isSeeking = true;
    this.#power = this.#count = this.#loudest = this.#frames = 0;
  }

  end(): void {
    this.isSeeking = this.isHolding = false;
  }

  /** Takes a sample that is about to be heard. */
  listen(sample: number): void {
    if (!this.isSeeking) return;
    this.#power += sample * sample;
    this.#count += 1;
    if (this.#count < (HOP_MS / 1000) * this.#rateHz) return;
    const power = this.#power / this.#count;
    this.#power = this.#count = 0;
    this.#loudest = Math.max(this.#loudest, power);
    if (power <= Math.max(SILENCE, DIP * this.#loudest)) this.#hold();
  }

  /** Takes a block of time, whether there was sound in it or not. */
  pass(frames: number): void {
    if (!this.isSeeking && !this.isHolding) return;
    this.#frames += frames;
    const ms = (this.#frames / this.#rateHz) * 1000;
    if (this.isSeeking && ms >= MAX_SEEK_MS) this.#hold();
    if (ms >= FORGOTTEN_MS) this.end();
  }

  #hold(): void {
    this.isSeeking = false;
    this.isHolding = true;
  }
}
