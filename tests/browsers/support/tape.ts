/** The rate at which recordings are kept, in hertz: that of the recogniser. */
export const RECORDED_HZ = 16_000;

/** The length of one measured window, in milliseconds. */
const WINDOW_MS = 10;

const WINDOW = (RECORDED_HZ * WINDOW_MS) / 1000;

/** The level from which on something is sound: a root mean square of 46 dB under full scale, from -1 to 1. */
const AUDIBLE = 0.005;

/** A silence of this length is the end of what was said, in milliseconds. Pauses between words are shorter. */
const END_MS = 400;

/** The sound of one sink. Times are on the clock of `performance.now()`, in milliseconds. */
export class Tape {
  #pieces: Float32Array[] = [];
  #count = 0;
  #rest = Buffer.alloc(0);
  readonly #isAudible: boolean[] = [];
  /** The least delay of any piece is that of a machine that was free: it gives the time of the first sample. */
  #startedAtMs = Infinity;

  /** Takes the next samples, 16 bits each. */
  push(bytes: Buffer): void {
    const whole = Buffer.concat([this.#rest, bytes]);
    const count = Math.floor(whole.byteLength / 2 / WINDOW) * WINDOW;
    this.#rest = whole.subarray(2 * count);
    const samples = Float32Array.from({ length: count }, (_, at) => whole.readInt16LE(2 * at) / 32_768);
    for (let at = 0; at < count; at += WINDOW) {
      const window = samples.subarray(at, at + WINDOW);
      this.#isAudible.push(Math.sqrt(window.reduce((sum, x) => sum + x * x, 0) / WINDOW) > AUDIBLE);
    }
    this.#pieces.push(samples);
    this.#count += count;
    this.#startedAtMs = Math.min(
      this.#startedAtMs,
      performance.now() - ((this.#count + this.#rest.byteLength / 2) / RECORDED_HZ) * 1000,
    );
  }

  /** Whether anything has been recorded. Before, the tape has no time. */
  get hasBegun(): boolean {
    return this.#count > 0;
  }

  /** The end of what has been recorded. */
  get nowMs(): number {
    return this.#timeOf(this.#isAudible.length);
  }

  #timeOf(window: number): number {
    return this.#startedAtMs + window * WINDOW_MS;
  }

  #windowAt(atMs: number): number {
    return Math.max(0, Math.ceil((atMs - this.#startedAtMs) / WINDOW_MS));
  }

  /** The next beginning of sound after a moment; `null` while there is none. */
  soundAfter(atMs: number): number | null {
    const window = this.#isAudible.indexOf(true, this.#windowAt(atMs));
    return window < 0 ? null : this.#timeOf(window);
  }

  /**
   * The end of the last sound before a long silence, from a moment on; `null` while it goes on. A silence from the start
   * counts.
   */
  silenceAfter(atMs: number): number | null {
    let since = this.#windowAt(atMs);
    for (let window = since; window < this.#isAudible.length; window += 1) {
      if (this.#isAudible[window]) since = window + 1;
      else if ((window - since) * WINDOW_MS >= END_MS) return this.#timeOf(since);
    }
    return null;
  }

  /** The duration of the sound after a moment, in milliseconds. */
  soundMs(fromMs: number): number {
    return this.#isAudible.slice(this.#windowAt(fromMs)).filter(Boolean).length * WINDOW_MS;
  }

  /**
   * Holes in the first stretch of sound after a moment, in milliseconds: windows without any sample, in which the browser
   * played nothing. Pauses of a voice are not without any.
   */
  gapsMs(fromMs: number): number {
    const begin = this.soundAfter(fromMs);
    const end = begin === null ? null : this.silenceAfter(begin);
    if (begin === null || end === null) return 0;
    const samples = this.samples(begin, end);
    let count = 0;
    for (let at = 0; at + WINDOW <= samples.length; at += WINDOW)
      if (samples.subarray(at, at + WINDOW).every((sample) => sample === 0)) count += 1;
    return count * WINDOW_MS;
  }

  /** The samples between two moments. */
  samples(fromMs: number, toMs: number): Float32Array {
    const whole = new Float32Array(this.#count);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole.slice(this.#windowAt(fromMs) * WINDOW, this.#windowAt(toMs) * WINDOW);
  }
}
