import { createResampler, rms } from '@repartee/core/audio';
import { FRAME_MS, VoiceActivity } from '../../audio/voice-activity.ts';
import type { ActivityChange } from '../../audio/voice-activity.ts';
import type { Recognition, Recognizer } from '../../recognizer/recognizer.ts';
import { RECOGNIZER_RATE_HZ } from '../../recognizer/recognizer.ts';
import { resampleAll } from '../../audio/resample-all.ts';
import { bytesPerSample, decodeWire, encodeWire, rateOf } from './audio-format.ts';
import type { FormatName } from './audio-format.ts';
import type { TurnDetection } from './turn-detection.ts';

/** How much of a turn is kept, in frames of 20 ms: ten minutes. */
const MAX_FRAMES = 30_000;

/** Padding in front of what is recognised when turns are opened by hand, in milliseconds. */
const HAND_PADDING_MS = 300;

/** A turn as it was handed over. */
export interface Turn {
  readonly audioMs: number;
  /** How much of it held a voice, in milliseconds. */
  readonly voicedMs: number;
  /** The audio in the format of the wire. */
  readonly audio: Uint8Array;
  /** All the words: `null` where nothing can be recognised. */
  readonly words: Promise<string | null>;
}

/** What the buffer tells while audio arrives. */
export interface InputListener {
  /** Speech began or ended, where detection is on. Positions are milliseconds since the session began. */
  onActivity(change: ActivityChange): void;
  /** Words of the open turn are sure. */
  onWords(words: string): void;
}

/**
 * The user's audio as it arrives: counted in milliseconds since the session began, searched for speech, and recognised while
 * it is spoken.
 */
export class InputBuffer {
  readonly #recognizer: Recognizer;
  readonly #listener: InputListener;
  #format: FormatName = 'audio/pcm';
  #detection: TurnDetection | null = null;
  #frame = new Float32Array(0);
  #filled = 0;
  #halfSample = new Uint8Array(0);
  #resampler = createResampler({ fromHz: 24_000, toHz: RECOGNIZER_RATE_HZ });
  readonly #activity = new VoiceActivity({ threshold: 0.5, silenceMs: () => this.#silenceMs() });
  /** All of an open turn, or the last frames before one for the padding. */
  #frames: Float32Array[] = [];
  #isTurnOpen = false;
  #voicedMs = 0;
  #sinceVoiceMs = 0;
  #recognition: Recognition | null = null;
  #lastWords = '';

  constructor(recognizer: Recognizer, listener: InputListener) {
    this.#recognizer = recognizer;
    this.#listener = listener;
  }

  /** How much audio waits to be committed, in milliseconds. */
  get bufferedMs(): number {
    return this.#frames.length * FRAME_MS + (this.#filled / this.#frame.length) * FRAME_MS;
  }

  get positionMs(): number {
    return this.#activity.positionMs;
  }

  get isSpeech(): boolean {
    return this.#activity.isSpeech;
  }

  /** Takes over the format and the turn detection of a configuration; `null` means that turns are opened by hand. */
  configure(format: FormatName, detection: TurnDetection | null): void {
    if (format !== this.#format || this.#frame.length === 0) {
      this.#format = format;
      this.#frame = new Float32Array((rateOf(format) * FRAME_MS) / 1000);
      this.#resampler = createResampler({ fromHz: rateOf(format), toHz: RECOGNIZER_RATE_HZ });
      this.clear();
    }
    const isOtherMode = (detection === null) !== (this.#detection === null);
    this.#detection = detection;
    this.#activity.options = { threshold: detection?.threshold ?? 0.5, silenceMs: () => this.#silenceMs() };
    if (isOtherMode) this.clear();
  }

  #silenceMs(): number {
    return this.#detection?.silenceMs(this.#lastWords) ?? Infinity;
  }

  /** Takes a chunk as it is on the wire. Returns how much it was and how loud. */
  append(chunk: Uint8Array): { readonly durationMs: number; readonly level: number } {
    const samples = decodeWire(this.#wholeSamples(chunk), this.#format);
    for (let at = 0; at < samples.length;) {
      const count = Math.min(this.#frame.length - this.#filled, samples.length - at);
      this.#frame.set(samples.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === this.#frame.length) this.#takeFrame();
    }
    return { durationMs: (samples.length / this.#frame.length) * FRAME_MS, level: rms(samples) };
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
    this.#frames.push(frame);
    const change = this.#activity.push(frame);
    this.#countVoice();
    if (this.#recognition) this.#recognition.push(this.#resampler.process(frame));
    else if (change?.type === 'started') this.#beginRecognition();
    this.#forgetOld(change);
    if (change && this.#detection) this.#report(change);
  }

  /** Counts from the first voice to the last, with the gaps between but without the silence behind. */
  #countVoice(): void {
    if (!this.#activity.isSpeech) return;
    this.#sinceVoiceMs += FRAME_MS;
    if (!this.#activity.isVoiced) return;
    this.#voicedMs += this.#sinceVoiceMs;
    this.#sinceVoiceMs = 0;
  }

  #beginRecognition(): void {
    this.#recognition = this.#recognizer.begin((words) => {
      this.#lastWords = words;
      this.#listener.onWords(words);
    });
    this.#resampler.reset();
    for (const frame of this.#frames.slice(-Math.ceil(this.#paddingMs() / FRAME_MS))) {
      this.#recognition.push(this.#resampler.process(frame));
    }
  }

  #paddingMs(): number {
    return (this.#detection?.prefixMs ?? HAND_PADDING_MS) + 3 * FRAME_MS;
  }

  /** With detection on, silence before a turn belongs to no turn: only its last moments are kept, as padding. */
  #forgetOld(change: ActivityChange | null): void {
    if (change?.type === 'started') this.#isTurnOpen = true;
    const isWaiting = this.#detection !== null && !this.#isTurnOpen;
    const limit = isWaiting ? Math.ceil(this.#paddingMs() / FRAME_MS) : MAX_FRAMES;
    if (this.#frames.length > limit) this.#frames.splice(0, this.#frames.length - limit);
  }

  #report(change: ActivityChange): void {
    if (change.type === 'stopped') return this.#listener.onActivity(change);
    const atMs = Math.max(0, change.atMs - (this.#detection?.prefixMs ?? 0));
    const spare = this.#frames.length - Math.ceil((this.#activity.positionMs - atMs) / FRAME_MS);
    if (spare > 0) this.#frames.splice(0, spare);
    this.#listener.onActivity({ type: 'started', atMs });
  }

  /** Hands the turn over and starts an empty buffer. */
  commit(): Turn {
    const parts = [...this.#frames, this.#frame.slice(0, this.#filled)];
    const audio = Buffer.concat(parts.map((part) => encodeWire(part, this.#format)));
    const turn: Turn = {
      audioMs: this.bufferedMs,
      voicedMs: this.#voicedMs,
      audio,
      words: this.#recognition?.finish() ?? Promise.resolve(''),
    };
    this.#recognition = null;
    this.clear();
    return turn;
  }

  clear(): void {
    this.#recognition?.cancel();
    this.#recognition = null;
    this.#lastWords = '';
    this.#frames = [];
    this.#filled = 0;
    this.#halfSample = new Uint8Array(0);
    this.#voicedMs = 0;
    this.#sinceVoiceMs = 0;
    this.#isTurnOpen = false;
    this.#activity.reset();
  }
}

/** Recognises a whole recording. */
export function recognizeAll(
  recognizer: Recognizer,
  audio: Uint8Array,
  format: FormatName,
): Promise<string | null> {
  const recognition = recognizer.begin(() => {});
  recognition.push(resampleAll(decodeWire(audio, format), rateOf(format), RECOGNIZER_RATE_HZ));
  return recognition.finish();
}
