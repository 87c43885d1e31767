// @ts-check
import { FRAME_SAMPLES } from './rtp.mjs';

/** Length of a frame, in milliseconds. */
const FRAME_MS = 20;

/** A sender catches up with the clock if it is at most this late, in milliseconds. After a longer pause it continues from now. */
const MAX_CATCH_UP_MS = 200;

/**
 * What is to be played: samples of an item, or its end.
 *
 * @typedef {{ item: string, samples: Int16Array, at: number } | { item: string, samples: null }} Entry
 */

/**
 * The events of the queue while it plays.
 *
 * @typedef {object} PlayedListener
 * @property {(item: string) => void} onBegin the first sample of an item goes out
 * @property {(item: string, playedMs: number) => void} onEnd the last one has been sent
 */

/** Audio that goes out in real time: queued as fast as it comes, taken in frames of 20 ms. */
export class PacedAudio {
  /** @type {Entry[]} */
  #queue = [];
  /** @type {Map<string, number>} Samples of each item that went out. */
  #played = new Map();
  /** @type {PlayedListener} */
  #listener;
  /** @type {number | null} When the next frame is due. */
  #dueMs = null;

  /** @param {PlayedListener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  /** @param {string} item @param {Int16Array} samples 48 kHz, mono */
  push(item, samples) {
    if (samples.length > 0) this.#queue.push({ item, samples, at: 0 });
  }

  /** @param {string} item */
  end(item) {
    this.#queue.push({ item, samples: null });
    // Without queued samples, the end would wait for samples that never come.
    this.#reportEnds();
  }

  /** Drops audio that has not been sent. @returns {Record<string, number>} the sent part of each open item, in whole milliseconds */
  clear() {
    const played = Object.fromEntries([...this.#played].map(([item, samples]) => [item, toMs(samples)]));
    for (const { item } of this.#queue) played[item] ??= 0;
    this.#queue = [];
    this.#played.clear();
    return played;
  }

  /**
   * Takes the frames that are due, however unevenly it is called.
   *
   * @param {number} nowMs
   * @param {(frame: Int16Array, skippedFrames: number) => void} send
   */
  take(nowMs, send) {
    this.#dueMs ??= nowMs;
    let skipped = 0;
    if (nowMs - this.#dueMs > MAX_CATCH_UP_MS) {
      skipped = Math.floor((nowMs - this.#dueMs) / FRAME_MS);
      this.#dueMs += skipped * FRAME_MS;
    }
    while (this.#dueMs <= nowMs) {
      send(this.#nextFrame(), skipped);
      skipped = 0;
      this.#dueMs += FRAME_MS;
    }
  }

  /** A frame is filled up with silence where there is nothing to say. */
  #nextFrame() {
    const frame = new Int16Array(FRAME_SAMPLES);
    let filled = 0;
    while (filled < FRAME_SAMPLES) {
      const entry = this.#queue[0];
      if (!entry?.samples) break;
      const count = Math.min(FRAME_SAMPLES - filled, entry.samples.length - entry.at);
      frame.set(entry.samples.subarray(entry.at, entry.at + count), filled);
      if (!this.#played.has(entry.item)) this.#listener.onBegin(entry.item);
      this.#played.set(entry.item, (this.#played.get(entry.item) ?? 0) + count);
      filled += count;
      entry.at += count;
      if (entry.at === entry.samples.length) this.#queue.shift();
      this.#reportEnds();
    }
    return frame;
  }

  #reportEnds() {
    for (let entry = this.#queue[0]; entry && !entry.samples; entry = this.#queue[0]) {
      this.#queue.shift();
      const samples = this.#played.get(entry.item) ?? 0;
      this.#played.delete(entry.item);
      this.#listener.onEnd(entry.item, toMs(samples));
    }
  }
}

/** @param {number} samples */
function toMs(samples) {
  return Math.floor(samples / 48);
}
