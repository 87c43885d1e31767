import type { AudioFormat } from '../protocol/audio-format.ts';
import { selectResampler } from './resampler.ts';
import type { Resampler } from './resampler.ts';
import { encodeAudio } from './wire-audio.ts';

/** The options of `CaptureFramer`. */
export interface CaptureFramerOptions {
  /** The rate of the device, in hertz. */
  readonly rateHz: number;
  /** The audio as it goes out. */
  readonly format: AudioFormat;
  /** The length of a chunk, in milliseconds. */
  readonly chunkMs: number;
  /** Receives each chunk. The chunk is the receiver's to keep. */
  readonly onChunk: (chunk: Uint8Array<ArrayBuffer>) => void;
}

/**
 * Everything that the capture worklet does, without the worklet: resample, frame, encode. Its buffers are allocated once;
 * only the chunks that leave are new.
 */
export class CaptureFramer {
  readonly #format: AudioFormat;
  readonly #onChunk: (chunk: Uint8Array<ArrayBuffer>) => void;
  readonly #resampler: Resampler;
  readonly #frame: Float32Array;
  #resampled: Float32Array;
  #filled = 0;
  #isMuted = false;

  constructor({ rateHz, format, chunkMs, onChunk }: CaptureFramerOptions) {
    this.#format = format;
    this.#onChunk = onChunk;
    this.#resampler = selectResampler({ fromHz: Math.round(rateHz), toHz: format.sampleRateHz });
    this.#frame = new Float32Array(Math.round((format.sampleRateHz * chunkMs) / 1000));
    this.#resampled = new Float32Array(this.#resampler.outputLimit(128));
  }

  /** While muted nothing comes out, and what was half a frame is forgotten: it must not leave later. */
  setMuted(isMuted: boolean): void {
    if (isMuted === this.#isMuted) return;
    this.#isMuted = isMuted;
    this.#filled = 0;
    this.#resampler.reset();
  }

  push(input: Float32Array): void {
    if (this.#isMuted) return;
    const limit = this.#resampler.outputLimit(input.length);
    if (limit > this.#resampled.length) this.#resampled = new Float32Array(limit);
    const count = this.#resampler.processInto(input, this.#resampled);
    for (let index = 0; index < count; index += 1) {
      this.#frame[this.#filled] = this.#resampled[index] ?? 0;
      this.#filled += 1;
      if (this.#filled < this.#frame.length) continue;
      this.#filled = 0;
      this.#onChunk(encodeAudio(this.#frame, this.#format));
    }
  }
}
