import { chunkLevel } from '../../audio/chunk-level.ts';
import type { AudioFormat } from '../../protocol/audio-format.ts';

/** From which loudness on a chunk holds a voice, 0 to 1; rooms are softer. */
const VOICE_LEVEL = 0.01;

/**
 * Counts how much of what is streamed is speech, from the first voice to the last with the gaps between: for vendors that
 * send no events of speech.
 */
export class HeardSpeech {
  #voicedMs = 0;
  #sinceVoiceMs = 0;

  /** Whether anything was spoken since the last `take`. */
  get isHeard(): boolean {
    return this.#voicedMs > 0;
  }

  /** Takes the milliseconds that were spoken since the last `take`. */
  take(): number {
    const voicedMs = this.#voicedMs;
    this.#voicedMs = 0;
    this.#sinceVoiceMs = 0;
    return voicedMs;
  }

  push(audio: Uint8Array, audioMs: number, format: AudioFormat): void {
    const isVoiced = chunkLevel(audio, format) > VOICE_LEVEL;
    if (!isVoiced && this.#voicedMs === 0) return;
    this.#sinceVoiceMs += audioMs;
    if (!isVoiced) return;
    this.#voicedMs += this.#sinceVoiceMs;
    this.#sinceVoiceMs = 0;
  }
}
