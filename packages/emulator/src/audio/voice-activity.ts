import { rms } from '@repartee/core/audio';

/** Length of a frame, in milliseconds. */
export const FRAME_MS = 20;

/** The shortest voice that counts as speech, in milliseconds: shorter than the shortest word, longer than a tap. */
const MIN_SPEECH_MS = 60;

/** The level that counts as a voice at a threshold of 0.5, as root mean square: about -38 dB. */
const LEVEL_AT_HALF = 0.012;

/** A voice is this much louder than the room's noise. Between syllables it may sink to this share of its gate. */
const ABOVE_NOISE = 3;
const HOLD_RATIO = 0.6;

/** The noise floor falls at once and rises by this factor a frame, so that it follows the gaps between the words. */
const FLOOR_RISE = 1.005;
const LOWEST_FLOOR = 0.001;

/** The settings of the detection. */
export interface VoiceActivityOptions {
  /** 0 to 1, as vendors state it; 0.5 suits a normal voice. */
  readonly threshold: number;
  /** Silence that ends speech, in milliseconds. Called for every frame. */
  readonly silenceMs: () => number;
}

/** The start or the end of speech, at a position in milliseconds of audio. */
export interface ActivityChange {
  readonly type: 'started' | 'stopped';
  readonly atMs: number;
}

/** Detects the start and the end of speech in a stream by its level above the noise and by a minimum duration. */
export class VoiceActivity {
  options: VoiceActivityOptions;
  #positionMs = 0;
  #floor = LOWEST_FLOOR;
  #voicedRunMs = 0;
  #voicedMs = 0;
  #sinceVoiceMs = 0;
  #silentMs = 0;
  #isVoiced = false;
  #isSpeech = false;

  constructor(options: VoiceActivityOptions) {
    this.options = options;
  }

  /** Whether the user speaks, pauses included. */
  get isSpeech(): boolean {
    return this.#isSpeech;
  }

  /** Whether the last frame held a voice. */
  get isVoiced(): boolean {
    return this.#isVoiced;
  }

  /** The amount of audio so far, in milliseconds. */
  get positionMs(): number {
    return this.#positionMs;
  }

  /** Speech since the last reset, from the first voice to the last: pauses count, the silence at the end does not. */
  get voicedMs(): number {
    return this.#voicedMs;
  }

  /** Drops the current speech, because something else ended the turn. */
  reset(): void {
    this.#isSpeech = false;
    this.#voicedRunMs = 0;
    this.#voicedMs = 0;
    this.#sinceVoiceMs = 0;
    this.#silentMs = 0;
  }

  /** Takes one frame of 20 ms. Returns where speech started or stopped, if it did. */
  push(frame: Float32Array): ActivityChange | null {
    this.#positionMs += FRAME_MS;
    this.#isVoiced = this.#judge(rms(frame));
    this.#voicedRunMs = this.#isVoiced ? this.#voicedRunMs + FRAME_MS : 0;
    this.#silentMs = this.#isVoiced ? 0 : this.#silentMs + FRAME_MS;
    if (!this.#isSpeech) {
      if (this.#voicedRunMs < MIN_SPEECH_MS) return null;
      this.#isSpeech = true;
      this.#countVoice();
      return { type: 'started', atMs: this.#positionMs - this.#voicedRunMs };
    }
    if (this.#silentMs < this.options.silenceMs()) {
      this.#countVoice();
      return null;
    }
    this.#isSpeech = false;
    return { type: 'stopped', atMs: this.#positionMs };
  }

  #countVoice(): void {
    this.#sinceVoiceMs += FRAME_MS;
    if (!this.#isVoiced) return;
    this.#voicedMs += this.#sinceVoiceMs;
    this.#sinceVoiceMs = 0;
  }

  #judge(level: number): boolean {
    const gate = Math.max(LEVEL_AT_HALF * (this.options.threshold / 0.5), this.#floor * ABOVE_NOISE);
    this.#floor = level < this.#floor ? Math.max(level, LOWEST_FLOOR) : this.#floor * FLOOR_RISE;
    return level >= (this.#isSpeech ? gate * HOLD_RATIO : gate);
  }
}
