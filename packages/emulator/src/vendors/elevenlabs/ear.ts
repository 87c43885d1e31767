import { createResampler, rms } from '@repartee/core/audio';
import { FRAME_MS, VoiceActivity } from '../../audio/voice-activity.ts';
import type { Recognition, Recognizer } from '../../recognizer/recognizer.ts';
import { RECOGNIZER_RATE_HZ } from '../../recognizer/recognizer.ts';
import { bytesPerSample, decodeWire, rateOf } from './audio-format.ts';
import type { FormatName } from './wire.ts';

/** The silence that ends a turn, in milliseconds: the emulator's own choice; the vendor's is the agent's setting. */
const SILENCE_MS = 600;

/** How much from before the detected start belongs to a turn, in milliseconds. */
const PADDING_MS = 300;

/** What is heard of the user. Positions are milliseconds of audio since the call began. */
export interface EarListener {
  onStarted(atMs: number): void;
  /** Words that are sure before the turn is over. */
  onWords(words: string): void;
  /** The turn is over; its words come with the promise, and `null` where nothing can be recognised. */
  onEnded(turn: {
    readonly atMs: number;
    readonly voicedMs: number;
    readonly words: Promise<string | null>;
  }): void;
}

/** Finds the user's turns in the stream and has them written down while they are spoken. */
export class Ear {
  readonly #recognizer: Recognizer;
  readonly #listener: EarListener;
  readonly #format: FormatName;
  readonly #activity = new VoiceActivity({ threshold: 0.5, silenceMs: () => SILENCE_MS });
  readonly #resampler;
  readonly #frame: Float32Array;
  #filled = 0;
  #halfSample: Uint8Array = new Uint8Array(0);
  #padding: Float32Array[] = [];
  #recognition: Recognition | null = null;
  #voicedMs = 0;

  constructor(format: FormatName, recognizer: Recognizer, listener: EarListener) {
    this.#format = format;
    this.#recognizer = recognizer;
    this.#listener = listener;
    this.#resampler = createResampler({ fromHz: rateOf(format), toHz: RECOGNIZER_RATE_HZ });
    this.#frame = new Float32Array((rateOf(format) * FRAME_MS) / 1000);
  }

  /** Whether the last frame held a voice. */
  get isVoiced(): boolean {
    return this.#activity.isVoiced;
  }

  /** Takes a chunk as it is on the wire. Returns how much it was and how loud. */
  push(chunk: Uint8Array): { readonly durationMs: number; readonly level: number } {
    const samples = decodeWire(this.#wholeSamples(chunk), this.#format);
    for (let at = 0; at < samples.length;) {
      const count = Math.min(this.#frame.length - this.#filled, samples.length - at);
      this.#frame.set(samples.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === this.#frame.length) this.#takeFrame();
    }
    return { durationMs: (samples.length / rateOf(this.#format)) * 1000, level: rms(samples) };
  }

  /** A chunk may end within a sample; the rest of it begins the next chunk. */
  #wholeSamples(chunk: Uint8Array): Uint8Array {
    const bytes = this.#halfSample.length > 0 ? Buffer.concat([this.#halfSample, chunk]) : chunk;
    const whole = bytes.length - (bytes.length % bytesPerSample(this.#format));
    this.#halfSample = bytes.slice(whole);
    return bytes.subarray(0, whole);
  }

  #takeFrame(): void {
    const frame = this.#frame.slice();
    this.#filled = 0;
    const change = this.#activity.push(frame);
    if (this.#activity.isVoiced) this.#voicedMs += FRAME_MS;
    if (this.#recognition) this.#recognition.push(this.#resampler.process(frame));
    else this.#keep(frame);
    if (change?.type === 'started') this.#begin(change.atMs);
    if (change?.type === 'stopped') this.#end(change.atMs);
  }

  #keep(frame: Float32Array): void {
    this.#padding.push(frame);
    if (this.#padding.length > PADDING_MS / FRAME_MS) this.#padding.shift();
  }

  #begin(atMs: number): void {
    this.#recognition = this.#recognizer.begin((words) => this.#listener.onWords(words));
    this.#resampler.reset();
    for (const frame of this.#padding.splice(0)) this.#recognition.push(this.#resampler.process(frame));
    this.#voicedMs = 0;
    this.#listener.onStarted(atMs);
  }

  #end(atMs: number): void {
    const words = this.#recognition?.finish() ?? Promise.resolve('');
    this.#recognition = null;
    this.#listener.onEnded({ atMs, voicedMs: this.#voicedMs, words });
  }

  close(): void {
    this.#recognition?.cancel();
    this.#recognition = null;
  }
}
