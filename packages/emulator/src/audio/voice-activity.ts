import { rms } from '@repartee/core/audio';

/** Length of the pieces that are judged, in milliseconds. */
export const FRAME_MS = 20;

/** How long a voice must last to count as speech, in milliseconds: shorter than the shortest word, longer than a tap. */
const MIN_SPEECH_MS = 60;

/** The level that counts as a voice at the vendor's default threshold of 0.5, as root mean square. */
const LEVEL_AT_HALF = 0.012;

/** How speech is found. */
export interface VoiceActivityOptions {
  /** 0 to 1, as vendors state it; 0.5 suits a normal voice. */
  readonly threshold: number;
  /** Silence that ends speech, in milliseconds. */
  readonly silenceMs: number;
}

/** Finds where speech begins and ends in a stream, by level with a run length. Positions are milliseconds of audio. */
export class VoiceActivity {
  options: VoiceActivityOptions;
  #positionMs = 0;
  #voicedMs = 0;
  #silentMs = 0;
  #speechStartMs: number | null = null;

  constructor(options: VoiceActivityOptions) {
    this.options = options;
  }

  get isSpeech(): boolean {
    return this.#speechStartMs !== null;
  }

  get positionMs(): number {
    return this.#positionMs;
  }

  /** Forgets a speech that is under way, because the turn was ended by other means. */
  reset(): void {
    this.#speechStartMs = null;
    this.#voicedMs = 0;
    this.#silentMs = 0;
  }

  /** Takes one frame of 20 ms and tells what it brought: where speech began, or where it ended. */
  push(frame: Float32Array): { readonly startedMs: number } | { readonly stoppedMs: number } | null {
    this.#positionMs += FRAME_MS;
    const isVoiced = rms(frame) >= LEVEL_AT_HALF * (this.options.threshold / 0.5);
    this.#voicedMs = isVoiced ? this.#voicedMs + FRAME_MS : 0;
    this.#silentMs = isVoiced ? 0 : this.#silentMs + FRAME_MS;
    if (this.#speechStartMs === null) {
      if (this.#voicedMs < MIN_SPEECH_MS) return null;
      this.#speechStartMs = this.#positionMs - this.#voicedMs;
      return { startedMs: this.#speechStartMs };
    }
    if (this.#silentMs < this.options.silenceMs) return null;
    this.#speechStartMs = null;
    return { stoppedMs: this.#positionMs };
  }
}
