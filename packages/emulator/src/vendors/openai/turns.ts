import { createId } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import type { Conversation, StoredItem } from './conversation.ts';
import type { Wire } from './frames.ts';
import type { Turn } from './input-buffer.ts';
import { transcriptionUsage } from './usage.ts';

/** What turns are taken into. */
export interface TurnsOptions {
  readonly context: VendorContext;
  readonly conversation: Conversation;
  readonly readTranscription: () => Wire | null;
  readonly send: (event: Wire) => void;
}

/** Makes items of the user's turns and writes their words down. */
export class Turns {
  readonly #options: TurnsOptions;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Commits a turn as an item. What it resolves with is when its words are known, to the agent at least. */
  take(turn: Turn, itemId: string): Promise<void> {
    const { conversation, send } = this.#options;
    const wire: Wire = {
      id: itemId,
      type: 'message',
      status: 'completed',
      role: 'user',
      content: [{ type: 'input_audio', transcript: null }],
    };
    const item: StoredItem = { wire, words: '', audioMs: null, inputMs: turn.audioMs };
    const previous = conversation.add(item);
    send({ type: 'input_audio_buffer.committed', previous_item_id: previous, item_id: itemId });
    send({ type: 'conversation.item.added', previous_item_id: previous, item: { ...wire } });
    send({ type: 'conversation.item.done', previous_item_id: previous, item: { ...wire } });
    return this.#transcribe(turn, item);
  }

  async #transcribe(turn: Turn, item: StoredItem): Promise<void> {
    const { send, readTranscription } = this.#options;
    const transcription = readTranscription();
    const heard = await turn.recognition.finish();
    // Without a recogniser the transcript says honestly what is known: that there was speech, and how long it was.
    const words = heard ?? `(speech, ${(turn.audioMs / 1000).toFixed(1)} s)`;
    item.words = heard ?? '';
    if (!transcription) return;
    const itemId = item.wire['id'];
    item.wire['content'] = [{ type: 'input_audio', transcript: words }];
    const at = { item_id: itemId, content_index: 0 };
    for (const delta of words.match(/\s*\S+/g) ?? []) {
      send({
        type: 'conversation.item.input_audio_transcription.delta',
        ...at,
        delta,
        obfuscation: createId(this.#options.context.random, 'x').slice(2, 10),
      });
    }
    send({
      type: 'conversation.item.input_audio_transcription.completed',
      ...at,
      transcript: words,
      usage: transcriptionUsage(String(transcription['model']), turn.audioMs, words),
    });
  }

  /** The user has been silent for long: the vendor puts a note in and lets the agent speak up. */
  takeSilence(itemId: string, startMs: number, endMs: number): void {
    const { conversation, send, context, readTranscription } = this.#options;
    send({
      type: 'input_audio_buffer.timeout_triggered',
      audio_start_ms: startMs,
      audio_end_ms: endMs,
      item_id: itemId,
    });
    const note: Wire = {
      id: createId(context.random, 'item'),
      type: 'message',
      status: 'completed',
      role: 'system',
      content: [{ type: 'input_text', text: 'The user has not said anything for a while.' }],
    };
    const words = 'The user has not said anything for a while.';
    const before = conversation.add({ wire: note, words, audioMs: null, inputMs: 0 });
    send({ type: 'conversation.item.added', previous_item_id: before, item: note });
    send({ type: 'conversation.item.done', previous_item_id: before, item: note });
    const wire: Wire = {
      id: itemId,
      type: 'message',
      status: 'completed',
      role: 'user',
      content: [{ type: 'input_audio', transcript: '' }],
    };
    const previous = conversation.add({ wire, words: '', audioMs: null, inputMs: 0 });
    send({ type: 'input_audio_buffer.committed', previous_item_id: previous, item_id: itemId });
    send({ type: 'conversation.item.added', previous_item_id: previous, item: wire });
    send({ type: 'conversation.item.done', previous_item_id: previous, item: wire });
    if (!readTranscription()) return;
    send({
      type: 'conversation.item.input_audio_transcription.completed',
      item_id: itemId,
      content_index: 0,
      transcript: '',
      usage: { type: 'duration', seconds: 0 },
    });
  }
}
