import type { Random } from '../../random.ts';
import { Closing, invalid } from './frames.ts';
import { Memory } from './memory.ts';
import type { MemoryEntry } from './memory.ts';

/** A handle is good for two hours after its session has ended (session guide, 2026). */
const VALID_MS = 2 * 3_600_000;

/** The connection of a session, as far as others ask about it. */
export interface SessionOwner {
  readonly isOpen: boolean;
}

interface Saved {
  readonly model: string;
  readonly entries: readonly MemoryEntry[];
  readonly owner: SessionOwner;
  savedAtMs: number;
}

/** What sessions remember, by the handles that were given for them. */
export class Sessions {
  readonly #random: Random;
  readonly #now: () => number;
  readonly #saved = new Map<string, Saved>();

  constructor({ random, now }: { random: Random; now: () => number }) {
    this.#random = random;
    this.#now = now;
  }

  /** Saves what a session remembers now. Returns the handle: it has the form of a UUID (recorded). */
  save(model: string, memory: Memory, owner: SessionOwner): string {
    const hex = (length: number) =>
      Array.from({ length }, () => Math.floor(this.#random() * 16).toString(16)).join('');
    const handle = [8, 4, 4, 4, 12].map(hex).join('-');
    this.#saved.set(handle, { model, entries: [...memory.entries], owner, savedAtMs: this.#now() });
    return handle;
  }

  /** Takes a session up again. @throws Closing for a handle that is stale, or whose session is still open elsewhere. */
  resume(handle: string, model: string): Memory {
    const saved = this.#saved.get(handle);
    if (!saved || saved.savedAtMs + VALID_MS < this.#now())
      throw new Closing(1008, 'BidiGenerateContent session not found');
    if (saved.owner.isOpen) throw new Closing(1011, 'Internal error encountered.');
    if (saved.model !== model) throw invalid('The model of a session cannot change when it is resumed.');
    return new Memory(saved.entries);
  }
}
