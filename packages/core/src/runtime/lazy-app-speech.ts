import type { ItemId } from '../protocol/conversation-item.ts';
import type { AppSpeech, AppSpeechOptions } from './app-speech.ts';
import type { LazyModule } from './lazy-module.ts';

/** The module that speaks the app's texts. */
export interface AppSpeechModule {
  readonly AppSpeech: new (options: AppSpeechOptions) => AppSpeech;
}

/** Stands for the speech of the app's texts, which is loaded with the first text. */
export class LazyAppSpeech {
  readonly #module: LazyModule<AppSpeechModule>;
  readonly #options: AppSpeechOptions;
  #speech: AppSpeech | null = null;

  constructor(module: LazyModule<AppSpeechModule>, options: AppSpeechOptions) {
    this.#module = module;
    this.#options = options;
  }

  say(itemId: ItemId, text: string): void {
    this.#module.use(
      ({ AppSpeech }) => (this.#speech ??= new AppSpeech(this.#options)).say(itemId, text),
      (error) => this.#options.dispatch({ type: 'app-speech-done', itemId, error }),
    );
  }

  /** Begins the next text if nothing is audible. */
  advance(): void {
    this.#speech?.advance();
  }

  /** Cancels the text that is spoken, and those that wait. */
  stop(): void {
    this.#module.cancel();
    this.#speech?.stop();
  }

  /** Cancels all texts and closes the connection to the speech source. */
  close(): void {
    this.#module.cancel();
    this.#speech?.close();
  }
}
