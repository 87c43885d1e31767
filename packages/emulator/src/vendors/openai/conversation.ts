import type { AgentMemory } from '../../agent/agent.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** An item as the vendor keeps it. */
export interface StoredItem {
  wire: Wire;
  /** What the agent takes it to say. */
  words: string;
  /** How much of the agent's audio there is, in milliseconds; `null` where there is none. */
  audioMs: number | null;
  /** How much of the user's audio there is, in milliseconds. */
  inputMs: number;
}

/** The items of a session in their order. */
export class Conversation {
  #items: StoredItem[] = [];

  get lastId(): string | null {
    return this.#items.at(-1) ? String(this.#items.at(-1)?.wire['id']) : null;
  }

  get items(): readonly StoredItem[] {
    return this.#items;
  }

  find(id: unknown): StoredItem | null {
    return this.#items.find((item) => item.wire['id'] === id) ?? null;
  }

  /** Finds an item that must be there. @throws Refusal where there is none. */
  require(id: unknown): StoredItem {
    const item = this.find(id);
    if (item) return item;
    throw new Refusal('item_not_found', `Item with item_id '${String(id)}' does not exist.`, 'item_id');
  }

  /** Adds an item and returns the id of the one before it. @throws Refusal for an unknown predecessor or a used id. */
  add(item: StoredItem, previousItemId?: unknown): string | null {
    if (this.find(item.wire['id'])) {
      const message = `Item with id '${String(item.wire['id'])}' already exists.`;
      throw new Refusal('item_create_invalid_item_id', message, 'item.id');
    }
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
      const message = `Previous item with id '${String(previousItemId)}' does not exist; the item was not added.`;
      throw new Refusal('item_create_invalid_previous_item', message, 'previous_item_id');
    }
    this.#items.splice(at + 1, 0, item);
    return String(previousItemId);
  }

  remove(id: unknown): void {
    const item = this.require(id);
    this.#items = this.#items.filter((other) => other !== item);
  }

  /** What the agent knows, oldest first. */
  remember(): readonly AgentMemory[] {
    return this.#items.map(memoryOf);
  }
}

/** What an item is to the agent. */
export function memoryOf(item: StoredItem): AgentMemory {
  if (item.wire['type'] === 'function_call_output') return { role: 'tool', text: item.words };
  const { role } = item.wire;
  return { role: role === 'assistant' ? 'agent' : role === 'system' ? 'system' : 'user', text: item.words };
}
