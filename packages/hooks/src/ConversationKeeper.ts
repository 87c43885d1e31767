import { isRealtimeError, RealtimeError } from '@repartee/core';
import type { RealtimeSession, SavedConversation } from '@repartee/core';

/** The storage of conversations that outlive the page: `localStorage`, or any object whose methods return promises. */
export interface ConversationStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
}

/** The place of a conversation in a storage, so that it survives a reload of the page. */
export interface ConversationPersistence {
  /**
   * The storage, or a function that returns it: `() => localStorage` is called in the browser only, and what it throws where the user
   * blocks site data is reported as `storage-failed`.
   */
  readonly storage: ConversationStorage | (() => ConversationStorage);
  /** The name of the conversation in the storage. */
  readonly key: string;
  /** Whether the images of messages are kept. @default 'drop' */
  readonly images?: 'drop' | 'keep';
}

/** The time in which changes are collected before the conversation is written, in milliseconds. */
const WRITE_AFTER_MS = 500;

/** The options of a keeper. */
export interface KeeperOptions extends ConversationPersistence {
  readonly session: RealtimeSession;
  /** The conversation to begin with where the storage has none. */
  readonly initial: SavedConversation | null;
  /** Takes what went wrong; `null` once a conversation has been written again. */
  readonly onError: (error: RealtimeError | null) => void;
}

/**
 * Keeps the conversation of a session in a storage: it reads it once, and writes it after each row that is complete or removed. Of
 * two tabs with one key, the first one that finds the other's writing stops: it must not overwrite what it does not know.
 */
export class ConversationKeeper {
  readonly #options: KeeperOptions;
  /** The value that the storage held when it was read; `undefined` before. */
  #found: string | null | undefined;
  /** The value that this keeper may overwrite: the conversation that it restored or wrote. */
  #known: string | null = null;
  /** The reason why the stored conversation is not in the session; `null` where it is. It must not be overwritten then. */
  #unrestored: RealtimeError | null = null;
  #isLoaded = false;
  /** Whether the storage holds this conversation, so that it is written without rows too: the user has removed them. */
  #isKept = false;
  #isSuperseded = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isWriting = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  get #storage(): ConversationStorage {
    const { storage } = this.#options;
    return typeof storage === 'function' ? storage() : storage;
  }

  /** Reads the stored conversation; `initial` where there is none. */
  async read(): Promise<SavedConversation | null> {
    const { key, initial } = this.#options;
    this.#found = await this.#storage.getItem(key);
    return this.#found === null ? initial : (JSON.parse(this.#found) as SavedConversation);
  }

  /** Begins to write, once the session has restored what was read, or has refused it. */
  async begin(restored: Promise<void>): Promise<void> {
    try {
      await restored;
      this.#known = this.#found ?? null;
      this.#isKept = this.#known !== null;
    } catch (cause) {
      this.#options.onError(this.#refuse(cause));
    }
    this.#isLoaded = true;
  }

  /** A stored conversation that can never be read gives way to the new one. One that can be read another time stays. */
  #refuse(cause: unknown): RealtimeError {
    const isTooLate = isRealtimeError(cause) && cause.code === 'invalid-state';
    if (!isTooLate && this.#found !== undefined) {
      this.#known = this.#found;
      return toError(cause, 'The saved conversation could not be read, so a new one begins.');
    }
    const why = isTooLate ? 'came when the conversation had begun' : 'could not be read';
    const message = `The saved conversation ${why}, so it stays as it is, and this one is not saved. Reload the page to try again.`;
    this.#unrestored = new RealtimeError('storage-failed', message, { cause });
    return this.#unrestored;
  }

  /** Follows the session. Returns the function that writes what is left and stops. */
  follow(): () => void {
    const { session } = this.#options;
    const schedule = () => this.#scheduleWrite();
    const stops = [
      session.on('entry-done', schedule),
      session.on('entry-removed', schedule),
      session.on('continuity', schedule),
      // An answer that is cut is complete before it is known how much of it was heard.
      session.on('interruption', schedule),
      session.on('status-changed', schedule),
    ];
    const leave = () => this.#leave();
    globalThis.addEventListener?.('pagehide', leave);
    return () => {
      for (const stop of stops) stop();
      globalThis.removeEventListener?.('pagehide', leave);
      leave();
    };
  }

  #scheduleWrite(): void {
    this.#timer ??= setTimeout(() => this.#flush(), WRITE_AFTER_MS);
  }

  /** Rows that are not complete are written as they are now. */
  #leave(): void {
    const isChanged = this.#timer !== null || this.#options.session.store.getState().status !== 'idle';
    if (isChanged) this.#flush();
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    // Before the stored conversation is there, nothing may replace it.
    if (!this.#isLoaded || this.#isSuperseded) return;
    if (this.#isWriting) return this.#scheduleWrite();
    const { session, images } = this.#options;
    const conversation = session.serialize(images ? { images } : {});
    if (conversation.entries.length > 0 || this.#isKept) void this.#write(JSON.stringify(conversation));
  }

  /** Never rejects. A storage that answers at once is written within the call: the page may be gone afterwards. */
  async #write(text: string): Promise<void> {
    const { key, onError } = this.#options;
    this.#isWriting = true;
    try {
      const storage = this.#storage;
      const answer = storage.getItem(key);
      const current = isPromise(answer) ? await answer : answer;
      if (current !== null && current !== this.#known) throw this.#supersede();
      const written = storage.setItem(key, text);
      if (isPromise(written)) await written;
      this.#known = text;
      this.#isKept = true;
      onError(null);
    } catch (cause) {
      onError(toError(cause, 'The conversation could not be saved: the storage may be full or blocked.'));
    } finally {
      this.#isWriting = false;
    }
  }

  #supersede(): RealtimeError {
    this.#isSuperseded = true;
    if (this.#unrestored) return this.#unrestored;
    return new RealtimeError(
      'storage-failed',
      'Another tab has saved a conversation under the same key, so this one is no longer saved. Give each tab a key of its own.',
    );
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}

function toError(cause: unknown, message: string): RealtimeError {
  return isRealtimeError(cause) ? cause : new RealtimeError('storage-failed', message, { cause });
}
