import { RealtimeError } from '../errors/realtime-error.ts';
import type { SavedConversation } from '../session/history/history-options.ts';
import type { RestoredConversation } from '../session/history/restore-conversation.ts';
import { serializeConversation } from '../session/history/serialize-conversation.ts';
import type { SerializedConversation, SerializeOptions } from '../session/history/serialized-conversation.ts';
import type { InternalState } from '../session/internal-state.ts';
import type { SessionInput } from '../session/session-input.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import type { Clock } from '../util/clock.ts';
import type { Lazy } from '../util/lazy.ts';
import type { Conversation } from './assemble-conversation.ts';

/** The longest wait of a connection for a conversation that is being restored, in milliseconds. */
const LIMIT_MS = 5_000;

/** The source of a conversation; `null` where none was saved. */
export type ConversationSource = SavedConversation | null;

/** The module that reads saved conversations. */
export interface RestoreModule {
  readonly restoreConversation: (saved: unknown, nowMs: number) => RestoredConversation;
}

interface HistoryLoaderOptions {
  readonly module: Lazy<RestoreModule>;
  readonly clock: Clock;
  /** A conversation to begin with. */
  readonly initial: ConversationSource;
  readonly readState: () => InternalState;
  readonly readConversation: () => Conversation | null;
  readonly dispatch: (input: SessionInput) => void;
  readonly report: (error: unknown) => void;
}

/** Puts a saved conversation into a session that has none. A connection waits for it. */
export class HistoryLoader {
  readonly #options: HistoryLoaderOptions;
  #pending: Promise<void> | null = null;

  constructor(options: HistoryLoaderOptions) {
    this.#options = options;
    if (options.initial) this.restore(options.initial).catch(options.report);
  }

  /** Whether the session has no conversation yet. */
  get #isEmpty(): boolean {
    const { readState, readConversation } = this.#options;
    return !readConversation() && readState().public.transcript.order.length === 0;
  }

  /** Writes the conversation as it would be if it ended now. */
  serialize(options?: SerializeOptions): SerializedConversation {
    const { clock, readState, readConversation } = this.#options;
    const conversation = readConversation();
    const moment = { atMs: clock.now(), wallMs: clock.wallNow?.() ?? Date.now() };
    const playhead = conversation?.devices.playhead ?? null;
    // The end in its two steps: one that has begun already, and plays what is left, takes the second one only.
    const end = [
      { type: 'close-requested', reason: 'user', playhead } as const,
      { type: 'release-done', playhead } as const,
    ];
    const state = end.reduce(
      (before, input) => conversation?.reduce(before, input, moment).state ?? before,
      readState(),
    );
    const { transcript, connection: connections } = state.public;
    const entries = listEntries(transcript);
    return serializeConversation({ entries, connections, savedAtMs: moment.wallMs }, options);
  }

  get isPending(): boolean {
    return this.#pending !== null;
  }

  /** Waits until a conversation that is being restored is there, or cannot be. Never rejects, and waits 5 s at most. */
  async wait(): Promise<void> {
    const { clock } = this.#options;
    const pending = this.#pending;
    if (!pending) return;
    await new Promise<void>((resolve) => {
      const timer = clock.setTimeout(() => {
        // A later conversation is refused: this one has begun without it.
        if (this.#pending === pending) this.#pending = null;
        resolve();
      }, LIMIT_MS);
      void pending.then(() => {
        clock.clearTimeout(timer);
        resolve();
      });
    });
  }

  /** @throws RealtimeError `invalid-config` or `invalid-state`; `module-failed` when the reader cannot be loaded; what the source rejects with. */
  async restore(source: ConversationSource | Promise<ConversationSource>): Promise<void> {
    if (this.#pending || !this.#isEmpty) {
      // A later rejection of a refused source is ignored.
      void Promise.resolve(source).catch(() => {});
      throw begun();
    }
    const work = this.#read(source);
    const pending = work.catch(() => {});
    this.#pending = pending;
    void pending.then(() => {
      if (this.#pending === pending) this.#pending = null;
    });
    await work;
  }

  async #read(source: ConversationSource | Promise<ConversationSource>): Promise<void> {
    const { module, clock, dispatch } = this.#options;
    const [{ restoreConversation }, saved] = await Promise.all([module.load(), source]);
    if (saved === null) return;
    const nowMs = clock.wallNow?.() ?? Date.now();
    const { entries, connections, savedAtMs } = restoreConversation(saved, nowMs);
    if (!this.#isEmpty) throw begun();
    if (entries.length === 0) return;
    const savedForMs = Math.max(0, nowMs - (savedAtMs ?? nowMs));
    dispatch({ type: 'history-loaded', entries, connections, savedForMs });
  }
}

function begun(): RealtimeError {
  return new RealtimeError(
    'invalid-state',
    'The session has a conversation already, so another one cannot be restored into it. Restore before connect(), once.',
  );
}
