import type { ServerEvent } from '../protocol/server-event.ts';

type AudioDelta = Extract<ServerEvent, { readonly type: 'audio-delta' }>;
type WordDelta = Extract<ServerEvent, { readonly type: 'output-transcript-delta' | 'text-delta' }>;

/**
 * Puts the deltas of one task together. After the main thread has stood still, or from a vendor that sends many events in a
 * frame, hundreds come at once: they are reduced as one, and state is never behind by more than the task. Words and audio
 * of one part do not depend on each other's order; everything else does, and sends on what is held first.
 */
export class DeltaBuffer {
  readonly #onEvent: (event: ServerEvent) => void;
  #words: WordDelta | null = null;
  #text = '';
  #audio: AudioDelta | null = null;
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #isScheduled = false;

  constructor(onEvent: (event: ServerEvent) => void) {
    this.#onEvent = onEvent;
  }

  /** Takes an event, now or with what follows it in this task. */
  take(event: ServerEvent): void {
    if (event.type === 'audio-delta') return this.#takeAudio(event);
    if (event.type === 'output-transcript-delta' || event.type === 'text-delta')
      return this.#takeWords(event);
    this.flush();
    this.#onEvent(event);
  }

  #takeAudio(event: AudioDelta): void {
    this.#join(event);
    this.#audio ??= event;
    this.#chunks.push(event.audio);
  }

  #takeWords(event: WordDelta): void {
    if (this.#words && this.#words.type !== event.type) this.flush();
    this.#join(event);
    this.#words ??= event;
    this.#text += event.delta;
  }

  /** Sends on what is held of another part than the event's. */
  #join(event: AudioDelta | WordDelta): void {
    const held = this.#audio ?? this.#words;
    if (!held) return this.#schedule();
    const isSamePart =
      held.itemId === event.itemId &&
      held.contentIndex === event.contentIndex &&
      held.responseId === event.responseId;
    if (isSamePart) return;
    this.flush();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.flush();
    });
  }

  /** Sends on what is held. */
  flush(): void {
    const [words, text, audio, chunks] = [this.#words, this.#text, this.#audio, this.#chunks];
    if (!words && !audio) return;
    this.#words = this.#audio = null;
    this.#text = '';
    this.#chunks = [];
    if (audio) this.#onEvent(chunks.length === 1 ? audio : { ...audio, audio: join(chunks) });
    if (words) this.#onEvent(text === words.delta ? words : { ...words, delta: text });
  }
}

/** To copy a kilobyte takes a hundredth of the time that it takes to hand over one more buffer. */
function join(chunks: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
