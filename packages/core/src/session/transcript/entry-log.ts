import type { ItemId } from '../../protocol/conversation-item.ts';

/**
 * The settled entries of a transcript, an immutable value. Versions that only append share their storage: each version
 * reads no further than its own size, so appending costs the same after two thousand turns as after two, and no version
 * changes. Replacing or removing a settled entry, which is rare, copies.
 */
export class EntryLog<Entry extends { readonly id: ItemId }> {
  readonly size: number;
  readonly #entries: Entry[];
  readonly #positions: Map<ItemId, number>;

  constructor(entries: Entry[] = [], positions = indexOf(entries), size = entries.length) {
    this.#entries = entries;
    this.#positions = positions;
    this.size = size;
  }

  get(id: ItemId): Entry | undefined {
    const position = this.#positions.get(id);
    return position === undefined || position >= this.size ? undefined : this.#entries[position];
  }

  has(id: ItemId): boolean {
    return this.get(id) !== undefined;
  }

  values(): IterableIterator<Entry> {
    return this.#entries.slice(0, this.size).values();
  }

  /** Whether this log was made from the other one by appending alone, so that no entry of the other one has changed. */
  extends(other: EntryLog<Entry>): boolean {
    return this.#entries === other.#entries && this.size >= other.size;
  }

  /** Adds an entry, or replaces the one with its id. */
  with(entry: Entry): EntryLog<Entry> {
    const isKnown = this.has(entry.id);
    if (isKnown) return new EntryLog([...this.values()].map((each) => (each.id === entry.id ? entry : each)));
    // Another version has appended to the storage already: this one needs a storage of its own.
    if (this.#entries.length > this.size) return new EntryLog([...this.values(), entry]);
    this.#positions.set(entry.id, this.size);
    this.#entries.push(entry);
    return new EntryLog(this.#entries, this.#positions, this.size + 1);
  }

  without(id: ItemId): EntryLog<Entry> {
    return this.has(id) ? new EntryLog([...this.values()].filter((entry) => entry.id !== id)) : this;
  }
}

function indexOf(entries: readonly { readonly id: ItemId }[]): Map<ItemId, number> {
  return new Map(entries.map((entry, position) => [entry.id, position]));
}
