import { createResampler, decodeG711, pcm16ToFloat, rms } from '@repartee/core/audio';
import { FRAME_MS, VoiceActivity } from '../../audio/voice-activity.ts';
import type { Recognition, Recognizer } from '../../recognizer/recognizer.ts';
import { RECOGNIZER_RATE_HZ } from '../../recognizer/recognizer.ts';
import type { Wire } from './frames.ts';

/** The longest wait for a turn's end by eagerness, as the vendor states it; a plain pause ends a turn far sooner. */
const SEMANTIC_SILENCE_MS: Readonly<Record<string, number>> = {
  low: 1_500,
  medium: 900,
  auto: 900,
  high: 450,
};

/** What voice activity brought. */
export type InputEvent =
  | { readonly type: 'started'; readonly atMs: number }
  | { readonly type: 'stopped'; readonly atMs: number };

/** A committed turn. */
export interface Turn {
  readonly audioMs: number;
  readonly recognition: Recognition;
}

/**
 * The user's audio as it arrives: measured in milliseconds since the session began, searched for speech, and recognised
 * while it is spoken.
 */
export class InputBuffer {
  readonly #recognizer: Recognizer;
  #format = 'audio/pcm';
  #activity: VoiceActivity | null = null;
  #prefixMs = 0;
  #frame = new Float32Array(0);
  #filled = 0;
  /** Frames kept at the recogniser's rate: all of an open turn, or the last ones for the prefix. */
  #kept: Float32Array[] = [];
  #resampler = createResampler({ fromHz: 24_000, toHz: RECOGNIZER_RATE_HZ });
  #recognition: Recognition | null = null;
  #bufferedMs = 0;
  #turnStartMs = 0;
  /** Whether the open turn began with detected speech, and so has a start of its own. */
  #isDetected = false;

  constructor(recognizer: Recognizer) {
    this.#recognizer = recognizer;
    this.configure('audio/pcm', null);
  }

  /** How much audio waits to be committed, in milliseconds. */
  get bufferedMs(): number {
    return this.#bufferedMs;
  }

  get isSpeech(): boolean {
    return this.#activity?.isSpeech ?? false;
  }

  /** Takes over the format and the turn detection of a configuration; `null` means that turns are opened by hand. */
  configure(format: string, detection: Wire | null): void {
    const rateHz = format === 'audio/pcm' ? 24_000 : 8_000;
    if (format !== this.#format || this.#frame.length === 0) {
      this.#format = format;
      this.#frame = new Float32Array((rateHz * FRAME_MS) / 1000);
      this.#filled = 0;
      this.#resampler = createResampler({ fromHz: rateHz, toHz: RECOGNIZER_RATE_HZ });
    }
    this.#prefixMs = Number(detection?.['prefix_padding_ms'] ?? 300);
    if (!detection) {
      this.#activity = null;
      return;
    }
    const isSemantic = detection['type'] === 'semantic_vad';
    const options = {
      threshold: isSemantic ? 0.5 : Number(detection['threshold']),
      silenceMs: isSemantic
        ? (SEMANTIC_SILENCE_MS[String(detection['eagerness'])] ?? 900)
        : Number(detection['silence_duration_ms']),
    };
    if (this.#activity) this.#activity.options = options;
    else this.#activity = new VoiceActivity(options);
  }

  /** Takes a chunk as it is on the wire and tells what was found in it, with how loud it was. */
  append(bytes: Uint8Array): {
    readonly events: readonly InputEvent[];
    readonly ms: number;
    readonly level: number;
  } {
    const samples =
      this.#format === 'audio/pcm'
        ? pcm16ToFloat(bytes)
        : decodeG711(bytes, this.#format === 'audio/pcmu' ? 'ulaw' : 'alaw');
    const events: InputEvent[] = [];
    for (let at = 0; at < samples.length;) {
      const count = Math.min(this.#frame.length - this.#filled, samples.length - at);
      this.#frame.set(samples.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled < this.#frame.length) break;
      this.#filled = 0;
      const event = this.#takeFrame();
      if (event) events.push(event);
    }
    const ms = (samples.length / this.#frame.length) * FRAME_MS;
    return { events, ms, level: rms(samples) };
  }

  #takeFrame(): InputEvent | null {
    this.#bufferedMs += FRAME_MS;
    const resampled = this.#resampler.process(this.#frame);
    if (this.#recognition) this.#recognition.push(resampled);
    else this.#keep(resampled);
    const found = this.#activity?.push(this.#frame) ?? null;
    if (!found) return null;
    if ('stoppedMs' in found) return { type: 'stopped', atMs: found.stoppedMs };
    this.#turnStartMs = Math.max(0, found.startedMs - this.#prefixMs);
    this.#isDetected = true;
    this.#beginRecognition();
    return { type: 'started', atMs: this.#turnStartMs };
  }

  #keep(samples: Float32Array): void {
    this.#kept.push(samples);
    // Without detection everything belongs to the turn; with it only what stands before the detected start.
    const limit = this.#activity ? Math.ceil((this.#prefixMs + 3 * FRAME_MS) / FRAME_MS) : Infinity;
    while (this.#kept.length > limit) this.#kept.shift();
  }

  #beginRecognition(): void {
    this.#recognition = this.#recognizer.begin();
    for (const samples of this.#kept) this.#recognition.push(samples);
    this.#kept = [];
  }

  /** Hands the turn over and starts an empty buffer. */
  commit(): Turn {
    if (!this.#recognition) this.#beginRecognition();
    const audioMs = this.#isDetected
      ? (this.#activity?.positionMs ?? 0) - this.#turnStartMs
      : this.#bufferedMs;
    const recognition = this.#recognition as Recognition;
    this.#recognition = null;
    this.#startAnew();
    return { audioMs, recognition };
  }

  clear(): void {
    this.#recognition?.cancel();
    this.#recognition = null;
    this.#activity?.reset();
    this.#startAnew();
  }

  #startAnew(): void {
    this.#kept = [];
    this.#bufferedMs = 0;
    this.#isDetected = false;
  }
}
