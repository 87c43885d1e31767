import type { SpeechChunk } from '../../voice/speech-chunks.ts';
import type { Wire } from './wire.ts';

/** One message of the agent's while it is said: which of its words have been spoken at a moment. */
export class Utterance {
  readonly text: string;
  /** Under this number its words are told, and corrected. */
  readonly eventId: number;
  /** When the first sound went out; `null` before that. */
  #startedAtMs: number | null = null;
  #sentMs = 0;
  readonly #words: { readonly text: string; readonly startMs: number }[] = [];

  constructor(text: string, eventId: number) {
    this.text = text;
    this.eventId = eventId;
  }

  get hasSound(): boolean {
    return this.#startedAtMs !== null;
  }

  /** Whether it is still to be heard, by the server's clock: what was sent plays as long as it lasts. */
  isPlaying(nowMs: number): boolean {
    return this.#startedAtMs !== null && nowMs < this.#startedAtMs + this.#sentMs;
  }

  /** A piece goes out. Returns when its letters are spoken, spread over its length. */
  add({ words, durationMs }: SpeechChunk, nowMs: number): Wire {
    // Sound behind a gap begins now.
    if (!this.isPlaying(nowMs)) this.#startedAtMs = nowMs - this.#sentMs;
    const chars = words.join('').split('');
    const stepMs = durationMs / Math.max(1, chars.length);
    for (const [index, text] of words.entries())
      this.#words.push({ text, startMs: this.#sentMs + (durationMs * index) / words.length });
    this.#sentMs += durationMs;
    return {
      chars,
      char_start_times_ms: chars.map((_, index) => Math.round(index * stepMs)),
      char_durations_ms: chars.map(() => Math.round(stepMs)),
    };
  }

  /** How much has been heard, by the server's clock, in milliseconds. */
  heardMs(nowMs: number): number {
    return nowMs - (this.#startedAtMs ?? nowMs);
  }

  /** The words that have begun when so much has been heard. */
  spoken(heardMs: number): string {
    return this.#words
      .filter(({ startMs }) => startMs < heardMs)
      .map(({ text }) => text)
      .join('')
      .trim();
  }
}
