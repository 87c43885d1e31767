import type { HistoryEntry } from '../../agent/agent.ts';
import type { SeenImage } from '../../vision/see-image.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** An item as the vendor keeps it. */
export interface StoredItem {
  wire: Wire;
  /** The item's words for the agent. */
  words: string;
  /** The duration of the agent's audio, in milliseconds; `null` where there is none. */
  audioMs: number | null;
  /** The duration of the user's audio, in milliseconds. */
  inputMs: number;
  /** The user's audio, in the format of the wire. */
  inputAudio: Uint8Array | null;
  /** The images of the user's message. */
  images: readonly SeenImage[];
  /** Settles when the words are known; `null` once they are. */
  pending: Promise<void> | null;
  /** Whether the client has cut it: what is still being generated then adds nothing to it. */
  isCut: boolean;
}

/** Makes an item of what is known of it. */
export function createItem(known: Pick<StoredItem, 'wire'> & Partial<StoredItem>): StoredItem {
  return {
    words: '',
    audioMs: null,
    inputMs: 0,
    inputAudio: null,
    images: [],
    pending: null,
    isCut: false,
    ...known,
  };
}

/** The items of a session in their order. */
export class Conversation {
  #items: StoredItem[] = [];

  get lastId(): string | null {
    const last = this.#items.at(-1);
    return last ? String(last.wire['id']) : null;
  }

  get items(): readonly StoredItem[] {
    return this.#items;
  }

  find(id: unknown): StoredItem | null {
    return this.#items.find((item) => item.wire['id'] === id) ?? null;
  }

  /** Finds an item that must be there. @param doing for the code and the message: `delete`. @throws Refusal */
  require(id: unknown, doing: 'delete' | 'retrieve' | 'truncate'): StoredItem {
    const item = this.find(id);
    if (item) return item;
    const message = `Error: cannot ${doing} the item with id '${String(id)}', which does not exist.`;
    throw new Refusal(`item_${doing}_invalid_item_id`, message, 'item_id');
  }

  /** Adds an item and returns the id of the one before it. @throws Refusal for an unknown predecessor or a used id. */
  add(item: StoredItem, previousItemId?: unknown): string | null {
    if (this.find(item.wire['id'])) {
      const message = `Error adding item: an item with id '${String(item.wire['id'])}' already exists.`;
      throw new Refusal('item_create_invalid_item_id', message, 'item.id');
    }
    this.#requireCall(item);
    if (previousItemId === undefined || previousItemId === null) {
      const previous = this.lastId;
      this.#items.push(item);
      return previous;
    }
    if (previousItemId === 'root') {
      this.#items.unshift(item);
      return null;
    }
    const at = this.#items.findIndex((other) => other.wire['id'] === previousItemId);
    if (at < 0) {
      const message = `Error adding item: the previous item with id '${String(previousItemId)}' does not exist.`;
      throw new Refusal('item_create_invalid_previous_item_id', message, 'previous_item_id');
    }
    this.#items.splice(at + 1, 0, item);
    return String(previousItemId);
  }

  /** The output of a tool belongs to a call. */
  #requireCall({ wire }: StoredItem): void {
    if (wire['type'] !== 'function_call_output') return;
    const callId = wire['call_id'];
    if (this.#items.some((item) => item.wire['type'] === 'function_call' && item.wire['call_id'] === callId))
      return;
    const message = `Tool call ID '${String(callId)}' not found in conversation.`;
    throw new Refusal('invalid_tool_call_id', message, 'item.call_id');
  }

  remove(id: unknown): void {
    const item = this.require(id, 'delete');
    this.#items = this.#items.filter((other) => other !== item);
  }

  /** Truncates the agent's speech to the part that the user heard. @throws Refusal if there is nothing to truncate. */
  truncate(id: unknown, contentIndex: number, endMs: number): void {
    const item = this.require(id, 'truncate');
    if (!item.audioMs || contentIndex !== 0) {
      throw new Refusal(
        'unsupported_content_type',
        'Only model output audio messages can be truncated',
        'item_id',
      );
    }
    const lengthMs = Math.floor(item.audioMs);
    if (endMs > lengthMs) {
      const message = `Audio content of ${lengthMs}ms is already shorter than ${endMs}ms`;
      throw new Refusal('invalid_value', message, 'audio_end_ms');
    }
    item.isCut = true;
    item.words = keepShare(item.words, endMs / lengthMs);
    item.audioMs = endMs;
    // The vendor deletes the transcript with the audio. The agent's history keeps an estimate of the words.
    item.wire['content'] = [{ type: 'output_audio', transcript: '' }];
  }
}

function keepShare(words: string, share: number): string {
  const all = words.split(' ');
  return all.slice(0, Math.round(all.length * share)).join(' ');
}

/** The item as an entry of the agent's history; `null` for an item without words. */
export function toHistoryEntry(item: StoredItem): HistoryEntry | null {
  const { type, role } = item.wire;
  if (type === 'function_call_output') return { role: 'tool', text: item.words };
  if (type !== 'message') return null;
  return {
    role: role === 'assistant' ? 'agent' : role === 'system' ? 'system' : 'user',
    text: item.words,
    ...(item.images.length > 0 && { images: item.images }),
  };
}
