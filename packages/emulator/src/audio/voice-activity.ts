import { rms } from '@repartee/core/audio';

/** Length of the pieces that are judged, in milliseconds. */
export const FRAME_MS = 20;

/** How long a voice must last to count as speech, in milliseconds: shorter than the shortest word, longer than a tap. */
const MIN_SPEECH_MS = 60;

/** The level that counts as a voice at a threshold of 0.5, as root mean square: about -38 dB. */
const LEVEL_AT_HALF = 0.012;

/** A voice stands so much above the noise of the room, and may sink to so much of its gate between syllables. */
const ABOVE_NOISE = 3;
const HOLD_RATIO = 0.6;

/** The noise floor falls at once and rises by this factor a frame, so that it follows the gaps between the words. */
const FLOOR_RISE = 1.005;
const LOWEST_FLOOR = 0.001;

/** How speech is found. */
export interface VoiceActivityOptions {
  /** 0 to 1, as vendors state it; 0.5 suits a normal voice. */
  readonly threshold: number;
  /** Silence that ends speech, in milliseconds; asked for at every frame. */
  readonly silenceMs: () => number;
}

/** What a frame brought, at a position in milliseconds of audio. */
export interface ActivityChange {
  readonly type: 'started' | 'stopped';
  readonly atMs: number;
}

/** Finds where speech begins and ends in a stream: by its level above the noise, with a run length. */
export class VoiceActivity {
  options: VoiceActivityOptions;
  #positionMs = 0;
  #floor = LOWEST_FLOOR;
  #voicedMs = 0;
  #silentMs = 0;
  #isVoiced = false;
  #isSpeech = false;

  constructor(options: VoiceActivityOptions) {
    this.options = options;
  }

  /** Whether speech is under way, its pauses included. */
  get isSpeech(): boolean {
    return this.#isSpeech;
  }

  /** Whether the last frame held a voice. */
  get isVoiced(): boolean {
    return this.#isVoiced;
  }

  /** How much audio has been judged, in milliseconds. */
  get positionMs(): number {
    return this.#positionMs;
  }

  /** Forgets a speech that is under way, because the turn was ended by other means. */
  reset(): void {
    this.#isSpeech = false;
    this.#voicedMs = 0;
    this.#silentMs = 0;
  }

  /** Takes one frame of 20 ms and tells what it brought: where speech began, or where it ended. */
  push(frame: Float32Array): ActivityChange | null {
    this.#positionMs += FRAME_MS;
    this.#isVoiced = this.#judge(rms(frame));
    this.#voicedMs = this.#isVoiced ? this.#voicedMs + FRAME_MS : 0;
    this.#silentMs = this.#isVoiced ? 0 : this.#silentMs + FRAME_MS;
    if (!this.#isSpeech) {
      if (this.#voicedMs < MIN_SPEECH_MS) return null;
      this.#isSpeech = true;
      return { type: 'started', atMs: this.#positionMs - this.#voicedMs };
    }
    if (this.#silentMs < this.options.silenceMs()) return null;
    this.#isSpeech = false;
    return { type: 'stopped', atMs: this.#positionMs };
  }

  #judge(level: number): boolean {
    const gate = Math.max(LEVEL_AT_HALF * (this.options.threshold / 0.5), this.#floor * ABOVE_NOISE);
    this.#floor = level < this.#floor ? Math.max(level, LOWEST_FLOOR) : this.#floor * FLOOR_RISE;
    return level >= (this.#isSpeech ? gate * HOLD_RATIO : gate);
  }
}
