import type { ConversationItem, ItemId } from '../../protocol/conversation-item.ts';
import type { LostMemory, RenewalCause } from '../transcript/continuity.ts';
import { createSeedPolicy } from './seed-policy.ts';
import type { SeedPolicy } from './seed-policy.ts';
import type { HistoryOptions } from './history-options.ts';

/** The part of the conversation that a connection is told of. */
export interface Seed {
  readonly items: readonly ConversationItem[];
  /** The entries that it knows with this, and those that it was told before. */
  readonly toldIds: ReadonlySet<ItemId>;
  readonly lost: readonly LostMemory[];
}

/** A summary that the app has written. */
export interface Summary {
  readonly text: string;
  /** The last entry that it covers. */
  readonly lastId: ItemId;
}

/** The summary that the app is asked for. */
export interface SummaryRequest {
  /** The connection that is to get it. A later connection asks anew. */
  readonly connection: number;
  readonly lastId: ItemId;
  /** Whether the vendor waits for its configuration meanwhile. */
  readonly isOpeningHeld: boolean;
}

/** The memory of the conversation, across connections. */
export interface HistoryState {
  readonly policy: SeedPolicy;
  readonly canSummarize: boolean;
  /** The cause and time of the last loss of a live connection; `null` while there is one, and before the first. */
  readonly gap: { readonly cause: RenewalCause; readonly sinceMs: number } | null;
  /** The transcript begins with a saved conversation: how old it was when the session began, in milliseconds. */
  readonly savedForMs: number | null;
  /**
   * The history that the current connection is told; `null` before its configuration was sent, and where there is
   * none.
   */
  readonly seed: Seed | null;
  readonly summary: Summary | null;
  readonly request: SummaryRequest | null;
  /** The last connection that a summary was asked for. */
  readonly askedFor: number | null;
  /** The reason why the last summary could not be written. */
  readonly summaryFailure: string | null;
  /** Tool calls that were lost with a connection and have not been reported. */
  readonly lostCallIds: readonly string[];
}

/** Creates the state of a session without a conversation. */
export function createHistoryState(options: HistoryOptions = {}): HistoryState {
  return {
    policy: createSeedPolicy(options),
    canSummarize: options.summarize !== undefined,
    gap: null,
    savedForMs: null,
    seed: null,
    summary: null,
    request: null,
    askedFor: null,
    summaryFailure: null,
    lostCallIds: [],
  };
}
