import type { Random } from '../../random.ts';
import { randomLetters } from '../../random.ts';
import type { StoredItem } from './conversation.ts';
import type { Wire } from './frames.ts';
import { transcriptionUsage } from './usage.ts';

/** Models that write while the user speaks; the others write when the turn is over. */
const STREAMING_MODEL = /^(gpt-realtime-whisper|gpt-live-transcribe)/;

/** How often a transcript comes only after the answer, as it does on the real wire. */
const LATE_SHARE = 0.4;

/** What a transcriber works with. */
export interface TranscriberOptions {
  readonly itemId: string;
  /** The configured transcription; `null` where none was asked for. */
  readonly config: Wire | null;
  readonly random: Random;
  readonly isUsageTold: boolean;
  readonly send: (event: Wire) => void;
}

/** Writes the transcript of one turn of the user to the wire. */
export class Transcriber {
  readonly #options: TranscriberOptions;
  #written = '';

  constructor(options: TranscriberOptions) {
    this.#options = options;
  }

  /** Takes words that are sure while the turn is still open. */
  push(words: string): void {
    const { config } = this.#options;
    if (config && STREAMING_MODEL.test(String(config['model']))) this.#write(words);
  }

  #write(words: string): void {
    const { itemId, random, send } = this.#options;
    const said = this.#written === '' ? tidy(words) : words;
    this.#written += this.#written === '' ? said : ` ${said}`;
    for (const word of said.split(' ').filter((part) => part !== '')) {
      send({
        type: 'conversation.item.input_audio_transcription.delta',
        item_id: itemId,
        content_index: 0,
        delta: ` ${word}`,
        obfuscation: randomLetters(random, 4 + Math.floor(random() * 12)),
      });
    }
  }

  /** Tells that there will be no transcript. */
  fail(error: unknown): void {
    const { config, send, itemId } = this.#options;
    if (!config) return;
    const message = error instanceof Error ? error.message : String(error);
    send({
      type: 'conversation.item.input_audio_transcription.failed',
      item_id: itemId,
      content_index: 0,
      error: { type: 'transcription_error', code: 'transcription_failed', message, param: null },
    });
  }

  /** Writes what is missing and closes the transcript, sometimes only when the answer is complete. */
  async complete(item: StoredItem, answered: () => Promise<void>): Promise<void> {
    const { config, random, send, itemId } = this.#options;
    if (!config) return;
    const transcript = tidy(item.words);
    if (random() < LATE_SHARE) await answered();
    const rest = transcript.startsWith(this.#written) ? transcript.slice(this.#written.length).trim() : '';
    if (rest !== '') this.#write(rest);
    const [part] = item.wire['content'] as readonly Wire[];
    item.wire['content'] = [{ ...part, transcript }];
    send({
      type: 'conversation.item.input_audio_transcription.completed',
      item_id: itemId,
      content_index: 0,
      transcript,
      ...(this.#options.isUsageTold && {
        usage: transcriptionUsage(String(config['model']), item.inputMs, transcript),
      }),
    });
  }
}

/** Recognisers know neither capitals nor the word I. */
function tidy(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()).replace(/\bi\b/g, 'I');
}
