import type { ServerEvent } from '../protocol/server-event.ts';
import type { TimedWord } from '../protocol/timed-word.ts';
import type { ReceivedAudio } from '../session/session-input.ts';
import type { AudioLedger } from './audio-ledger.ts';

type WordDelta = Extract<ServerEvent, { readonly type: 'output-transcript-delta' | 'text-delta' }>;
type WordTimes = Extract<ServerEvent, { readonly type: 'word-times-received' }>;
type Delta = WordDelta | WordTimes;

export interface DeltaBufferOptions {
  /** Receives an event, and the sum of the audio that came before it. */
  readonly onEvent: (event: ServerEvent, audio: ReceivedAudio | null) => void;
  readonly ledger: Pick<AudioLedger, 'play' | 'settle' | 'takeSum'>;
}

/**
 * Joins the deltas of one part. Sockets deliver each delta in a task of its own, and a step of the session costs more than
 * the delta in it. Audio that continues an item goes to the ledger, so that nothing of it waits here. The first words of a
 * part are passed on at the end of their task, later ones once a frame, by `flush`. Words, audio and word times of one part
 * do not depend on each other's order; every other event passes on first what is held.
 */
export class DeltaBuffer {
  readonly #options: DeltaBufferOptions;
  /** The part that is held, or was held last. */
  #part: Delta | null = null;
  #words: WordDelta | null = null;
  #text = '';
  #times: WordTimes | null = null;
  #timedWords: TimedWord[] = [];

  constructor(options: DeltaBufferOptions) {
    this.#options = options;
  }

  /** Takes an event and passes it on at once, or together with the deltas that follow it. */
  take(event: ServerEvent): void {
    switch (event.type) {
      case 'audio-delta':
        // Behind the supposed end of an item each chunk may be the last, which the rules end.
        if (event.continuesItem || !this.#options.ledger.play(event)) break;
        return;
      case 'output-transcript-delta':
      case 'text-delta':
        if (this.#words && this.#words.type !== event.type) this.flush();
        this.#hold(event);
        this.#words ??= event;
        this.#text += event.delta;
        return;
      case 'word-times-received':
        this.#hold(event);
        this.#times ??= event;
        for (const word of event.words) this.#timedWords.push(word);
        return;
      default:
    }
    this.#passHeld();
    this.#pass(event);
  }

  /** Makes room for a delta. The first one of a part is passed on with its task. */
  #hold(event: Delta): void {
    if (this.#isPart(event)) return;
    this.flush();
    this.#part = event;
    queueMicrotask(this.flush);
  }

  #isPart({ responseId, itemId, contentIndex }: Delta): boolean {
    const part = this.#part;
    return (
      part !== null &&
      part.itemId === itemId &&
      part.contentIndex === contentIndex &&
      part.responseId === responseId
    );
  }

  /** Passes on what is held. */
  readonly flush = (): void => {
    this.#passHeld();
    this.#options.ledger.settle();
  };

  #pass(event: ServerEvent): void {
    const { ledger, onEvent } = this.#options;
    onEvent(event, ledger.takeSum());
  }

  #passHeld(): void {
    const [words, text, times, timedWords] = [this.#words, this.#text, this.#times, this.#timedWords];
    if (!words && !times) return;
    this.#words = this.#times = null;
    this.#text = '';
    this.#timedWords = [];
    if (words) this.#pass(text === words.delta ? words : { ...words, delta: text });
    if (times) this.#pass(timedWords.length === times.words.length ? times : { ...times, words: timedWords });
  }
}
