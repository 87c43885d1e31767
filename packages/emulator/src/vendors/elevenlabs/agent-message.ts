import type { SpeechChunk } from '../../voice/speech-chunks.ts';
import type { Wire } from './frames.ts';

/** One message of the agent. It knows which of its words have been spoken at a moment. */
export class AgentMessage {
  readonly text: string;
  /** The event id of the message's text and of its correction. */
  readonly eventId: number;
  /** The time at which the first audio was sent, in milliseconds; `null` before that. */
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

  /** Whether the message still plays, by the server's clock. Sent audio plays for its own length. */
  isPlaying(nowMs: number): boolean {
    return this.#startedAtMs !== null && nowMs < this.#startedAtMs + this.#sentMs;
  }

  /** Adds a chunk that is being sent. Returns the times of its letters, spread evenly over its length. */
  add({ words, durationMs }: SpeechChunk, nowMs: number): Wire {
    // Audio after a gap starts now.
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

  /** The part that has been played, by the server's clock, in milliseconds. */
  heardMs(nowMs: number): number {
    return nowMs - (this.#startedAtMs ?? nowMs);
  }

  /** The words that have begun after a played time. */
  spoken(heardMs: number): string {
    return this.#words
      .filter(({ startMs }) => startMs < heardMs)
      .map(({ text }) => text)
      .join('')
      .trim();
  }
}
