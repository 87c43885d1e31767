import type { ItemId } from '../../protocol/conversation-item.ts';

/**
 * The reason to replace a connection by another one:
 * - `connection-lost`: it broke, or an attempt to replace it failed
 * - `connection-silent`: nothing arrives over it any more
 * - `session-expiring`: the vendor has announced its end
 * - `session-expired`: the vendor has ended it at its longest duration
 * - `config-changed`: it has a setting for life that the app has changed
 * - `network-changed`: the device has another network
 * - `resumed`: the app has resumed a paused session, or continues a conversation that it saved
 */
export type RenewalCause =
  | 'connection-lost'
  | 'connection-silent'
  | 'session-expiring'
  | 'session-expired'
  | 'config-changed'
  | 'network-changed'
  | 'resumed';

/**
 * The agent's memory on a new connection:
 * - `resumed`: everything, the vendor kept its own memory
 * - `reseeded`: the part of the conversation that the session sent again, as text
 * - `fresh`: nothing of the conversation so far
 */
export type ContinuityKind = 'resumed' | 'reseeded' | 'fresh';

/** Something that a new connection does not know of the conversation, or that got lost between two connections. */
export type LostMemory =
  /**
   * Rows that the agent does not know any more: they were `over-limit` of `history`, the vendor takes no such items
   * (`unsupported`), or a summary stands for them (`summarized`).
   */
  | {
      readonly what: 'entries';
      readonly itemIds: readonly ItemId[];
      readonly reason: 'over-limit' | 'unsupported' | 'summarized';
    }
  /** Images that were not sent again, by the rows that hold them. */
  | { readonly what: 'images'; readonly itemIds: readonly ItemId[] }
  /** Audio of the user that reached no connection, in milliseconds. */
  | { readonly what: 'user-audio'; readonly durationMs: number }
  /** An answer that the user did not get; `null` where it had no row yet. */
  | { readonly what: 'answer'; readonly itemId: ItemId | null }
  /** A tool call whose result no connection takes. */
  | { readonly what: 'tool-call'; readonly callId: string }
  /** The summary of `history.summarize` failed or took too long, so the limits alone decided. */
  | { readonly what: 'summary'; readonly message: string };

/** A session has a new connection, and it is live. */
export interface Continuity {
  readonly kind: ContinuityKind;
  readonly cause: RenewalCause;
  /** The part of the conversation that the agent does not remember; empty where nothing got lost. */
  readonly lost: readonly LostMemory[];
  /** The number of the new connection. */
  readonly connection: number;
  /** The time without a live connection, in milliseconds; 0 where the new one was live before the old one ended. */
  readonly gapMs: number;
}
