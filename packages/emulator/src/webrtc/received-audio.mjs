// @ts-check
import { FRAME_SAMPLES } from './rtp.mjs';

/** Samples of a millisecond. */
const SAMPLES_PER_MS = 48;

/**
 * A stream has stopped when nothing has come for this long, in milliseconds. It is longer than the delays of a busy machine:
 * silence in place of a packet that still comes would split a word in two.
 */
const MAX_LATE_MS = 250;

/** A continuous stream of audio: silence replaces lost packets, and what is not sent after the stream has stopped. */
export class ReceivedAudio {
  /** @type {number | null} Up to when there is audio. */
  #coveredMs = null;
  /** Samples of silence since the last packet. */
  #stoodIn = 0;
  /** Whether the last look at the clock found the stream stopped. */
  #wasLate = false;

  /**
   * Takes the samples of a packet.
   *
   * @param {Int16Array} samples
   * @param {number} missing samples before them that never came
   * @param {number} nowMs
   * @returns {Int16Array} the audio up to now
   */
  push(samples, missing, nowMs) {
    const gap = Math.max(0, missing - this.#stoodIn);
    this.#stoodIn = 0;
    const all = new Int16Array(gap + samples.length);
    all.set(samples, gap);
    this.#wasLate = false;
    // A delay stays: the audio after a late packet is as late as the packet. Added up, small delays would count as a stop.
    this.#coveredMs = Math.max(nowMs, (this.#coveredMs ?? nowMs) + all.length / SAMPLES_PER_MS);
    return all;
  }

  /**
   * Looks at the clock.
   *
   * @param {number} nowMs
   * @returns {Int16Array | null} the silence to insert, in whole frames
   */
  tick(nowMs) {
    // Before the first packet there is no audio that could be late.
    if (this.#coveredMs === null) return null;
    const lateMs = nowMs - this.#coveredMs;
    const frames = Math.floor((lateMs * SAMPLES_PER_MS) / FRAME_SAMPLES);
    if (frames === 0 || (this.#stoodIn === 0 && lateMs < MAX_LATE_MS)) return null;
    // A process that was held up itself receives the waiting packets before it looks at the clock again.
    const wasLate = this.#wasLate;
    this.#wasLate = true;
    if (!wasLate) return null;
    const silence = new Int16Array(frames * FRAME_SAMPLES);
    this.#stoodIn += silence.length;
    this.#coveredMs += silence.length / SAMPLES_PER_MS;
    return silence;
  }
}
