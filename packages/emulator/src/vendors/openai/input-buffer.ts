import { createResampler, rms } from '@repartee/core/audio';
import { FrameSplitter } from '../../audio/frame-splitter.ts';
import { SampleAligner } from '../../audio/sample-aligner.ts';
import type { ChunkMeasure } from '../../audio/speech-input.ts';
import { FRAME_MS, VoiceActivity } from '../../audio/voice-activity.ts';
import type { ActivityChange } from '../../audio/voice-activity.ts';
import type { Recognition, Recognizer } from '../../recognizer/recognizer.ts';
import { RECOGNIZER_RATE_HZ } from '../../recognizer/recognizer.ts';
import { resampleAll } from '../../audio/resample-all.ts';
import { bytesPerSample, decodeWire, encodeWire, rateOf } from './audio-format.ts';
import type { FormatName } from './audio-format.ts';
import type { TurnDetection } from './turn-detection.ts';

/** The longest part of a turn that is kept, in frames of 20 ms: ten minutes. */
const MAX_FRAMES = 30_000;

/** Padding in front of what is recognised when turns are opened by hand, in milliseconds. */
const HAND_PADDING_MS = 300;

/** A committed turn. */
export interface Turn {
  readonly audioMs: number;
  /** The part of it that held a voice, in milliseconds. */
  readonly voicedMs: number;
  /** The audio in the format of the wire. */
  readonly audio: Uint8Array;
  /** All the words: `null` where nothing can be recognised. */
  readonly words: Promise<string | null>;
}

/** The events of the buffer. */
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
  #splitter: FrameSplitter | null = null;
  readonly #aligner = new SampleAligner();
  #resampler = createResampler({ fromHz: 24_000, toHz: RECOGNIZER_RATE_HZ });
  readonly #activity = new VoiceActivity({ threshold: 0.5, silenceMs: () => this.#silenceMs() });
  /** All of an open turn, or the last frames before one for the padding. */
  #frames: Float32Array[] = [];
  #isTurnOpen = false;
  #recognition: Recognition | null = null;
  #lastWords = '';

  constructor(recognizer: Recognizer, listener: InputListener) {
    this.#recognizer = recognizer;
    this.#listener = listener;
  }

  /** The audio that is not committed yet, in milliseconds. */
  get bufferedMs(): number {
    return this.#frames.length * FRAME_MS + (this.#splitter?.restMs ?? 0);
  }

  get positionMs(): number {
    return this.#activity.positionMs;
  }

  get isSpeech(): boolean {
    return this.#activity.isSpeech;
  }

  /** Applies the format and the turn detection of a configuration; `null` means that the client commits its turns. */
  configure(format: FormatName, detection: TurnDetection | null): void {
    if (format !== this.#format || !this.#splitter) {
      this.#format = format;
      this.#splitter = new FrameSplitter(rateOf(format), (frame) => this.#takeFrame(frame));
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

  /** Takes a chunk in the format of the session and measures it. */
  append(chunk: Uint8Array): ChunkMeasure {
    const samples = decodeWire(this.#aligner.align(chunk, bytesPerSample(this.#format)), this.#format);
    this.#splitter?.push(samples);
    return { durationMs: (samples.length / rateOf(this.#format)) * 1000, level: rms(samples) };
  }

  #takeFrame(frame: Float32Array): void {
    this.#frames.push(frame);
    const change = this.#activity.push(frame);
    if (this.#recognition) this.#recognition.push(this.#resampler.process(frame));
    else if (change?.type === 'started') this.#beginRecognition();
    this.#forgetOld(change);
    if (change && this.#detection) this.#report(change);
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

  /** Commits the turn and empties the buffer. */
  commit(): Turn {
    const parts = [...this.#frames, this.#splitter?.rest ?? new Float32Array(0)];
    const audio = Buffer.concat(parts.map((part) => encodeWire(part, this.#format)));
    const turn: Turn = {
      audioMs: this.bufferedMs,
      voicedMs: this.#activity.voicedMs,
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
    this.#splitter?.clear();
    this.#aligner.clear();
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
