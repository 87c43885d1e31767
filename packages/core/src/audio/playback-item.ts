import type { AudioFormat } from '../protocol/audio-format.ts';
import { bytesPerSample } from '../protocol/audio-format.ts';
import { decodeAudioInto } from './wire-audio.ts';

/** One item in the line of a playback queue: its audio as it came, and how far it has been turned into sound. */
export class PlaybackItem {
  readonly itemId: string;
  /** No more audio will come. */
  isEnded = false;
  /** It was flushed, and only its fade is still to be heard. */
  isCut = false;
  /** The samples that the resampler held back at the end have been read. */
  isTailRead = false;
  /** Frames of this item that have been rendered. */
  renderedFrames = 0;
  /** The arrival of the oldest audio that still waits to sound, in milliseconds; `null` where none waits. */
  waitingSinceMs: number | null = null;
  readonly #format: AudioFormat;
  readonly #bytesPerSample: number;
  readonly #chunks: DataView[] = [];
  #offset = 0;
  #oddByte: number | null = null;
  #receivedSamples = 0;
  #queuedSamples = 0;

  constructor(itemId: string, format: AudioFormat) {
    this.itemId = itemId;
    this.#format = format;
    this.#bytesPerSample = bytesPerSample(format.encoding);
  }

  /** Samples that have come in all. */
  get receivedSamples(): number {
    return this.#receivedSamples;
  }

  /** Samples that have not been decoded yet. */
  get queuedSamples(): number {
    return this.#queuedSamples;
  }

  /** Adds a chunk and returns how many whole samples it brought. */
  push(chunk: Uint8Array): number {
    const bytes = this.#joinOddByte(chunk);
    const samples = Math.floor(bytes.byteLength / this.#bytesPerSample);
    if (samples > 0)
      this.#chunks.push(new DataView(bytes.buffer, bytes.byteOffset, samples * this.#bytesPerSample));
    this.#receivedSamples += samples;
    this.#queuedSamples += samples;
    this.isTailRead = false;
    return samples;
  }

  /** Servers may cut a stream in the middle of a sample: the half is kept for the next chunk, or all after it were noise. */
  #joinOddByte(chunk: Uint8Array): Uint8Array {
    if (this.#bytesPerSample === 1) return chunk;
    let bytes = chunk;
    if (this.#oddByte !== null) {
      bytes = new Uint8Array(chunk.length + 1);
      bytes[0] = this.#oddByte;
      bytes.set(chunk, 1);
    }
    this.#oddByte = bytes.length % 2 === 1 ? (bytes[bytes.length - 1] ?? 0) : null;
    return bytes;
  }

  /** Decodes as many samples as there are room and audio for, and returns how many. */
  read(into: Float32Array): number {
    let filled = 0;
    while (filled < into.length) {
      const chunk = this.#chunks[0];
      if (!chunk) break;
      const count = Math.min(into.length - filled, chunk.byteLength / this.#bytesPerSample - this.#offset);
      decodeAudioInto(chunk, this.#offset, count, this.#format, into, filled);
      filled += count;
      this.#offset += count;
      if (this.#offset * this.#bytesPerSample < chunk.byteLength) continue;
      this.#chunks.shift();
      this.#offset = 0;
    }
    this.#queuedSamples -= filled;
    return filled;
  }
}
