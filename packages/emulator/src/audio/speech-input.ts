import { createResampler, rms } from '@repartee/core/audio';
import type { Recognition, Recognizer } from '../recognizer/recognizer.ts';
import { RECOGNIZER_RATE_HZ } from '../recognizer/recognizer.ts';
import { FrameSplitter } from './frame-splitter.ts';
import { VoiceActivity } from './voice-activity.ts';

/** The audio before the detected start that belongs to a turn, in frames: 300 ms. No vendor documents its own value. */
const PADDING_FRAMES = 15;

/** The user's turn after its end. */
export interface SpokenTurn {
  /** From the first voice to the last, in milliseconds. */
  readonly voicedMs: number;
  /** All the words; `null` if there is not speech recognition. */
  readonly words: Promise<string | null>;
}

/** The events of the user's speech. */
export interface SpeechListener {
  onStarted(): void;
  /** The recogniser is sure of these words before the turn ends. */
  onWords?(words: string): void;
  onEnded(turn: SpokenTurn): void;
}

/** The detection of the start and the end of speech. */
export interface SpeechDetection {
  /** 0 to 1; 0.5 suits a normal voice. */
  readonly threshold: number;
  readonly silenceMs: number;
}

/** The length and the level of a chunk. */
export interface ChunkMeasure {
  readonly durationMs: number;
  /** Root mean square, 0 to 1. */
  readonly level: number;
}

/** The user's audio. It detects turns, unless the client marks them, and recognises words while the user speaks. */
export class SpeechInput {
  readonly #recognizer: Recognizer;
  readonly #listener: SpeechListener;
  readonly #activity: VoiceActivity;
  readonly #isDetecting: boolean;
  readonly #frames = new FrameSplitter(RECOGNIZER_RATE_HZ, (frame) => this.#takeFrame(frame));
  #rateHz = RECOGNIZER_RATE_HZ;
  #resampler = createResampler({ fromHz: RECOGNIZER_RATE_HZ, toHz: RECOGNIZER_RATE_HZ });
  #padding: Float32Array[] = [];
  #recognition: Recognition | null = null;

  /** @param detection - `null` if the client marks its turns with `open` and `finish`. */
  constructor(recognizer: Recognizer, detection: SpeechDetection | null, listener: SpeechListener) {
    this.#recognizer = recognizer;
    this.#listener = listener;
    this.#isDetecting = detection !== null;
    this.#activity = new VoiceActivity({
      threshold: detection?.threshold ?? 0.5,
      silenceMs: () => detection?.silenceMs ?? Infinity,
    });
  }

  /** Whether the last frame held a voice. */
  get isVoiced(): boolean {
    return this.#activity.isVoiced;
  }

  /** Takes samples at a rate in Hz and measures them. */
  pushSamples(samples: Float32Array, rateHz: number): ChunkMeasure {
    if (rateHz !== this.#rateHz) {
      this.#rateHz = rateHz;
      this.#resampler = createResampler({ fromHz: rateHz, toHz: RECOGNIZER_RATE_HZ });
    }
    this.#frames.push(this.#resampler.process(samples));
    return { durationMs: (samples.length / rateHz) * 1000, level: rms(samples) };
  }

  /** The client opens a turn. Earlier audio does not belong to it. */
  open(): void {
    this.#recognition?.cancel();
    this.#reset();
    this.#begin();
  }

  /** The client ends its turn or pauses its stream, which ends the current speech. */
  finish(): void {
    if (this.#recognition) this.#end();
  }

  close(): void {
    this.#recognition?.cancel();
    this.#recognition = null;
  }

  #takeFrame(frame: Float32Array): void {
    const change = this.#activity.push(frame);
    if (this.#recognition) this.#recognition.push(frame);
    else this.#padding = [...this.#padding, frame].slice(-PADDING_FRAMES);
    if (!change || !this.#isDetecting) return;
    if (change.type === 'stopped') return this.#end();
    this.#begin();
    this.#listener.onStarted();
  }

  #begin(): void {
    this.#recognition = this.#recognizer.begin((words) => this.#listener.onWords?.(words));
    for (const frame of this.#padding) this.#recognition.push(frame);
    this.#padding = [];
  }

  #end(): void {
    const { voicedMs } = this.#activity;
    const words = this.#recognition?.finish() ?? Promise.resolve('');
    this.#recognition = null;
    this.#reset();
    this.#listener.onEnded({ voicedMs, words });
  }

  #reset(): void {
    this.#padding = [];
    this.#activity.reset();
  }
}
