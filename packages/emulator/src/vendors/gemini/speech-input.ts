import { createResampler, pcm16ToFloat, rms } from '@repartee/core/audio';
import { FRAME_MS, VoiceActivity } from '../../audio/voice-activity.ts';
import type { Recognition, Recognizer } from '../../recognizer/recognizer.ts';
import { RECOGNIZER_RATE_HZ } from '../../recognizer/recognizer.ts';

const FRAME_LENGTH = (RECOGNIZER_RATE_HZ * FRAME_MS) / 1000;

/** How much from before the voice is recognised, in frames: no page says how far the vendor looks back. */
const LOOK_BACK_FRAMES = 15;

/** What the user has said. */
export interface Utterance {
  /** From the first voice to the last, in milliseconds. */
  readonly voicedMs: number;
  /** All the words: `null` where nothing can be recognised. */
  readonly words: Promise<string | null>;
}

/** What the input tells while audio arrives. */
export interface SpeechListener {
  onStart(): void;
  onEnd(utterance: Utterance): void;
}

/** The user's audio: searched for speech where that is wanted, and recognised while it is spoken. */
export class SpeechInput {
  readonly #recognizer: Recognizer;
  readonly #listener: SpeechListener;
  readonly #activity: VoiceActivity;
  readonly #isDetecting: boolean;
  #rateHz = RECOGNIZER_RATE_HZ;
  #resampler = createResampler({ fromHz: RECOGNIZER_RATE_HZ, toHz: RECOGNIZER_RATE_HZ });
  #rest = new Float32Array(0);
  #before: Float32Array[] = [];
  #recognition: Recognition | null = null;
  #voicedMs = 0;
  #sinceVoiceMs = 0;

  constructor(
    recognizer: Recognizer,
    detection: { readonly threshold: number; readonly silenceMs: number } | null,
    listener: SpeechListener,
  ) {
    this.#recognizer = recognizer;
    this.#listener = listener;
    this.#isDetecting = detection !== null;
    this.#activity = new VoiceActivity({
      threshold: detection?.threshold ?? 0.5,
      silenceMs: () => detection?.silenceMs ?? Infinity,
    });
  }

  /** Takes PCM of a rate. Returns how much it was and how loud. */
  push(bytes: Uint8Array, rateHz: number): { readonly durationMs: number; readonly level: number } {
    const samples = pcm16ToFloat(bytes.subarray(0, bytes.length - (bytes.length % 2)));
    if (rateHz !== this.#rateHz) {
      this.#rateHz = rateHz;
      this.#resampler = createResampler({ fromHz: rateHz, toHz: RECOGNIZER_RATE_HZ });
    }
    const heard = this.#resampler.process(samples);
    const all = new Float32Array(this.#rest.length + heard.length);
    all.set(this.#rest);
    all.set(heard, this.#rest.length);
    let at = 0;
    for (; at + FRAME_LENGTH <= all.length; at += FRAME_LENGTH)
      this.#takeFrame(all.slice(at, at + FRAME_LENGTH));
    this.#rest = all.slice(at);
    return { durationMs: (samples.length / rateHz) * 1000, level: rms(samples) };
  }

  #takeFrame(frame: Float32Array): void {
    const change = this.#activity.push(frame);
    this.#countVoice();
    if (this.#recognition) this.#recognition.push(frame);
    else this.#before = [...this.#before, frame].slice(-LOOK_BACK_FRAMES);
    if (!change || !this.#isDetecting) return;
    if (change.type === 'stopped') return this.#end();
    this.#begin();
    this.#listener.onStart();
  }

  /** Counts from the first voice to the last, with the gaps between but without the silence behind. */
  #countVoice(): void {
    if (!this.#activity.isSpeech) return;
    this.#sinceVoiceMs += FRAME_MS;
    if (!this.#activity.isVoiced) return;
    this.#voicedMs += this.#sinceVoiceMs;
    this.#sinceVoiceMs = 0;
  }

  #begin(): void {
    this.#recognition = this.#recognizer.begin(() => {});
    for (const frame of this.#before) this.#recognition.push(frame);
    this.#before = [];
  }

  #end(): void {
    const utterance = {
      voicedMs: this.#voicedMs,
      words: this.#recognition?.finish() ?? Promise.resolve(''),
    };
    this.#recognition = null;
    this.#reset();
    this.#listener.onEnd(utterance);
  }

  #reset(): void {
    this.#before = [];
    this.#voicedMs = 0;
    this.#sinceVoiceMs = 0;
    this.#activity.reset();
  }

  /** A turn opens by hand: what came before does not belong to it. */
  open(): void {
    this.#recognition?.cancel();
    this.#reset();
    this.#begin();
  }

  /** The turn ends by hand, or the stream pauses: speech that is under way is over. */
  finish(): void {
    if (this.#recognition) this.#end();
  }

  close(): void {
    this.#recognition?.cancel();
    this.#recognition = null;
  }
}
