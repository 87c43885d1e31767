// @ts-check
import { FRAME_SAMPLES } from './rtp.mjs';

/** Samples of a millisecond. */
const SAMPLES_PER_MS = 48;

/** So late may audio be before silence stands in for it, in milliseconds. */
const MAX_LATE_MS = 100;

/** Audio that never stops: where nothing arrives there is silence, as whoever listens hears it. */
export class ReceivedAudio {
  /** @type {number | null} Up to when there is audio. */
  #coveredMs = null;
  /** Samples of silence since the last packet. */
  #stoodIn = 0;

  /**
   * Takes the samples of a packet.
   *
   * @param {Int16Array} samples
   * @param {number} missing samples before them that never came
   * @param {number} nowMs
   * @returns {Int16Array} what is to be heard
   */
  push(samples, missing, nowMs) {
    const gap = Math.max(0, missing - this.#stoodIn);
    this.#stoodIn = 0;
    const all = new Int16Array(gap + samples.length);
    all.set(samples, gap);
    this.#coveredMs = (this.#coveredMs ?? nowMs) + all.length / SAMPLES_PER_MS;
    return all;
  }

  /**
   * Looks at the clock.
   *
   * @param {number} nowMs
   * @returns {Int16Array | null} the silence that is to be heard, in whole frames
   */
  tick(nowMs) {
    // Before the first packet there is no audio that could be late.
    if (this.#coveredMs === null || nowMs - this.#coveredMs < MAX_LATE_MS) return null;
    const frames = Math.floor(((nowMs - this.#coveredMs) * SAMPLES_PER_MS) / FRAME_SAMPLES);
    const silence = new Int16Array(frames * FRAME_SAMPLES);
    this.#stoodIn += silence.length;
    this.#coveredMs += silence.length / SAMPLES_PER_MS;
    return silence;
  }
}
