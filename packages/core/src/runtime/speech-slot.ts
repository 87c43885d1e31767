import type { RealtimeError } from '../errors/realtime-error.ts';
import { toRealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { Lazy } from '../util/lazy.ts';
import type { SpeechLine, SpeechLineOptions } from './speech-line.ts';

/** What speaks the app's texts, as it is loaded. */
export interface SpeechPart {
  readonly SpeechLine: new (options: SpeechLineOptions) => SpeechLine;
}

interface Held {
  readonly itemId: ItemId;
  readonly text: string;
}

/** Holds the place of what speaks the app's texts: it is loaded with the first one. */
export class SpeechSlot {
  readonly #part: Lazy<SpeechPart>;
  readonly #options: SpeechLineOptions;
  #line: SpeechLine | null = null;
  /** What is to be said as soon as there is somebody to say it. */
  #held: Held[] = [];
  #isLoading = false;

  constructor(part: Lazy<SpeechPart>, options: SpeechLineOptions) {
    this.#part = part;
    this.#options = options;
  }

  say(itemId: ItemId, text: string): void {
    if (this.#line) return this.#line.say(itemId, text);
    this.#held.push({ itemId, text });
    if (this.#part.loaded) return this.#begin(this.#part.loaded);
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#part
      .load()
      .then((part) => this.#begin(part))
      .catch((cause: unknown) => this.#drop(notLoaded(cause)))
      .finally(() => {
        this.#isLoading = false;
      });
  }

  #begin({ SpeechLine }: SpeechPart): void {
    const line = (this.#line ??= new SpeechLine(this.#options));
    for (const { itemId, text } of this.#held.splice(0)) line.say(itemId, text);
  }

  #drop(error: RealtimeError | null): void {
    for (const { itemId } of this.#held.splice(0))
      this.#options.dispatch({ type: 'said-ended', itemId, error });
  }

  advance(): void {
    this.#line?.advance();
  }

  stop(): void {
    this.#drop(null);
    this.#line?.stop();
  }

  close(): void {
    this.#drop(null);
    this.#line?.close();
  }
}

function notLoaded(cause: unknown): RealtimeError {
  const message =
    'The part of the program that speaks texts could not be loaded. Check the network and say it again.';
  return toRealtimeError(cause, 'connect-refused', message);
}
