import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId, Role } from '../protocol/conversation-item.ts';
import type { TimedWord } from '../protocol/timed-word.ts';
import type { BargeInReason } from './barge-in/barge-in-evidence.ts';

interface EntryBase {
  readonly id: ItemId;
  /** The number of the connection in which the entry came to be. */
  readonly connection: number;
}

/** How an answer was cut off. */
export interface Cut {
  readonly by: 'user' | 'app' | 'vendor' | 'disconnect';
  /** How much of it had been heard, in milliseconds. */
  readonly heardMs: number;
  /** When, in milliseconds on the session's clock; left out where nobody looked. */
  readonly atMs?: number;
  /** What decided it, in a session with barge-in. */
  readonly reason?: BargeInReason;
  /** The words that had been heard, where the vendor tells. */
  readonly heardText?: string;
}

/** Something said or written. */
export interface MessageEntry extends EntryBase {
  readonly kind: 'message';
  readonly role: Role;
  readonly modality: 'audio' | 'text';
  /** The words so far. For the user's speech they may come long after the entry. */
  readonly text: string;
  readonly images: readonly string[];
  /**
   * - `speaking`: the user is speaking, nothing is known of the words yet
   * - `transcribing`: the user has spoken, the words are on their way
   * - `streaming`: the agent's words are coming
   * - `done`: complete
   * - `interrupted`: the agent was cut off; `cut` tells when
   * - `failed`: the words could not be had
   */
  readonly state: 'speaking' | 'transcribing' | 'streaming' | 'done' | 'interrupted' | 'failed';
  readonly stage: 'commentary' | 'final-answer' | null;
  /** The response that it belongs to; `null` for the user's entries. */
  readonly responseId: string | null;
  /** How much audio came and how much of it was heard, in milliseconds; settled when playing ends. */
  readonly receivedMs: number;
  readonly heardMs: number;
  readonly cut: Cut | null;
  /** The app wrote it, and had it spoken by its own source. */
  readonly isFromApp?: true;
  /** When its words sound, from vendors that tell. */
  readonly wordTimes?: readonly TimedWord[];
}

/** The agent's call of one of the app's tools, with its result. */
export interface ToolEntry extends EntryBase {
  readonly kind: 'tool';
  readonly callId: string;
  readonly name: string;
  readonly argumentsText: string;
  readonly state: 'requested' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  /** What the agent was told. */
  readonly output: string | null;
  readonly error: RealtimeError | null;
  readonly responseId: string | null;
}

/** A call that the vendor made to a remote (MCP) tool server. */
export interface RemoteToolEntry extends EntryBase {
  readonly kind: 'remote-tool';
  readonly serverLabel: string;
  readonly name: string;
  readonly argumentsText: string;
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly output: string | null;
  readonly errorMessage: string | null;
}

/** A remote call that waits for the user's consent. */
export interface ApprovalEntry extends EntryBase {
  readonly kind: 'approval';
  readonly serverLabel: string;
  readonly name: string;
  readonly argumentsText: string;
  readonly state: 'pending' | 'approved' | 'declined';
}

/** One row of the transcript. */
export type TranscriptEntry = MessageEntry | ToolEntry | RemoteToolEntry | ApprovalEntry;

/**
 * The conversation in order. Entries that may still change live in `live`, a handful at most; settled ones are in
 * `archive`, which only grows and is shared between versions, so that a delta costs the same after two thousand turns as
 * after two. `order` alone decides what a version contains: read entries through it and `entryOf`.
 */
export interface Transcript {
  readonly order: readonly ItemId[];
  readonly live: ReadonlyMap<ItemId, TranscriptEntry>;
  readonly archive: ReadonlyMap<ItemId, TranscriptEntry>;
}
