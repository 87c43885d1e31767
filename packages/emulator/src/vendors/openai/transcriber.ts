import type { Random } from '../../random.ts';
import { randomLetters } from '../../random.ts';
import { capitalize } from '../../recognizer/spoken-text.ts';
import type { StoredItem } from './conversation.ts';
import type { Wire } from './frames.ts';
import { transcriptionUsage } from './usage.ts';

/** Models that transcribe while the user speaks. The others transcribe after the turn. */
const STREAMING_MODEL = /^(gpt-realtime-whisper|gpt-live-transcribe)/;

/** The share of transcripts that come after the answer, as with the vendor. */
const LATE_SHARE = 0.4;

export interface TranscriberOptions {
  readonly itemId: string;
  /** The configured transcription; `null` for none. */
  readonly config: Wire | null;
  readonly random: Random;
  readonly isUsageTold: boolean;
  readonly send: (event: Wire) => void;
}

/** Sends the transcript of one user turn. */
export class Transcriber {
  readonly #options: TranscriberOptions;
  #written = '';

  constructor(options: TranscriberOptions) {
    this.#options = options;
  }

  /** Takes final words while the turn is open. */
  push(words: string): void {
    const { config } = this.#options;
    if (config && STREAMING_MODEL.test(String(config['model']))) this.#write(words);
  }

  #write(words: string): void {
    const { itemId, random, send } = this.#options;
    const text = this.#written === '' ? capitalize(words) : words;
    this.#written += this.#written === '' ? text : ` ${text}`;
    for (const word of text.split(' ').filter((part) => part !== '')) {
      send({
        type: 'conversation.item.input_audio_transcription.delta',
        item_id: itemId,
        content_index: 0,
        delta: ` ${word}`,
        obfuscation: randomLetters(random, 4 + Math.floor(random() * 12)),
      });
    }
  }

  /** Reports that transcription failed. */
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

  /** Sends the rest of the transcript and closes it, sometimes only after the answer. */
  async complete(item: StoredItem, answered: () => Promise<void>): Promise<void> {
    const { config, random, send, itemId } = this.#options;
    if (!config) return;
    const transcript = capitalize(item.words);
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
