import type { RealtimeError } from '../../errors/realtime-error.ts';
import type { ItemId, Role } from '../../protocol/conversation-item.ts';
import type { TimedWord } from '../../protocol/timed-word.ts';
import type { BargeInReason } from '../barge-in/barge-in-evidence.ts';
import type { ContinuityKind, LostMemory, RenewalCause } from './continuity.ts';
import { EntryLog } from './entry-log.ts';

interface EntryBase {
  readonly id: ItemId;
  /** The number of the connection in which the entry was made. */
  readonly connection: number;
  /** The time at which the entry was made, by the wall clock, in milliseconds since 1970. */
  readonly createdAtMs: number;
  /**
   * The start of its audio, in milliseconds since the session was first live: the start of the user's speech was found, or the
   * first sample of the agent's left the speaker. `null` where nothing was spoken, and where it is not known.
   */
  readonly audioStartMs: number | null;
}

/** The cut of an answer that was interrupted. */
export interface Cut {
  readonly by: 'user' | 'app' | 'vendor' | 'disconnect';
  /** The part of it that had been heard, in milliseconds. */
  readonly heardMs: number;
  /** The time of the cut, in milliseconds on the session's clock. Left out where it was not measured. */
  readonly atMs?: number;
  /** The reason of the barge-in decision, in a session with barge-in. */
  readonly reason?: BargeInReason;
  /** The words that had been heard, where the vendor reports them. */
  readonly heardText?: string;
  /**
   * The speech rate of the voice, 1 being the kit's average and 2 twice as fast: set where the answer was cut before all of its audio
   * had come. The words that had been heard are estimated with it.
   */
  readonly speechRate?: number;
}

/** A spoken or written message. */
export interface MessageEntry extends EntryBase {
  readonly kind: 'message';
  readonly role: Role;
  readonly modality: 'audio' | 'text';
  /** The text so far. The transcript of the user's speech may arrive long after the entry. */
  readonly text: string;
  readonly images: readonly string[];
  /**
   * - `speaking`: the user is speaking, and no words have been recognised yet
   * - `transcribing`: the user has spoken, and the transcript is awaited
   * - `streaming`: the agent's words are arriving
   * - `done`: complete
   * - `interrupted`: the agent was cut off; see `cut`
   * - `failed`: the transcript could not be made, the answer failed, or the message could not be sent
   */
  readonly state: 'speaking' | 'transcribing' | 'streaming' | 'done' | 'interrupted' | 'failed';
  readonly stage: 'commentary' | 'final-answer' | null;
  /** The response that the entry belongs to; `null` for the user's entries. */
  readonly responseId: string | null;
  /** The audio that was received and the part that was heard, in milliseconds; final when playing ends. */
  readonly receivedMs: number;
  readonly heardMs: number;
  readonly cut: Cut | null;
  /** The app wrote the text, and its own speech source spoke it. */
  readonly isFromApp?: true;
  /** The times of the words, for vendors that report them. */
  readonly wordTimes?: readonly TimedWord[];
}

/** The agent's call of one of the app's tools, with its result. */
export interface ToolEntry extends EntryBase {
  readonly kind: 'tool';
  readonly callId: string;
  readonly name: string;
  readonly argumentsText: string;
  /**
   * - `requested`: the arguments are arriving or being checked
   * - `awaiting-approval`: it waits for the user's consent; `session.tools.answerApproval` answers
   * - `running`: its handler runs
   * - `succeeded`, `failed`: it has run
   * - `declined`: the user declined it, or did not answer in time
   * - `cancelled`: an interruption, the vendor or the end of the connection stopped it
   */
  readonly state:
    | 'requested'
    | 'awaiting-approval'
    | 'running'
    | 'succeeded'
    | 'failed'
    | 'declined'
    | 'cancelled';
  /**
   * The end of the wait for the user's consent, in milliseconds on the session's clock. Left out where it does not wait, and
   * where it waits forever.
   */
  readonly approvalEndsAtMs?: number;
  /** The output that was sent to the agent. */
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

/** A new connection took over here, and what the agent remembers on it. */
export interface ContinuityEntry extends EntryBase {
  readonly kind: 'continuity';
  readonly state: 'done';
  readonly memory: ContinuityKind;
  readonly cause: RenewalCause;
  readonly lost: readonly LostMemory[];
  /** The time without a live connection, in milliseconds. */
  readonly gapMs: number;
}

/** One row of the transcript. */
export type TranscriptEntry = MessageEntry | ToolEntry | RemoteToolEntry | ApprovalEntry | ContinuityEntry;

/**
 * The conversation in order. `live` holds the entries that may still change, a handful at most; `archive` holds the
 * settled ones. Read entries through `order` and `entryOf`.
 */
export interface Transcript {
  readonly order: readonly ItemId[];
  readonly live: ReadonlyMap<ItemId, TranscriptEntry>;
  readonly archive: EntryLog<TranscriptEntry>;
}

/** Creates an empty transcript. */
export function createTranscript(): Transcript {
  return { order: [], live: new Map(), archive: new EntryLog() };
}

/** Finds an entry by its id; `null` where the transcript has none. */
export function entryOf(transcript: Transcript, id: ItemId): TranscriptEntry | null {
  return transcript.live.get(id) ?? transcript.archive.get(id) ?? null;
}

/** Lists all entries in the order of the conversation. It reads the whole history: call it for exports, not per delta. */
export function listEntries(transcript: Transcript): readonly TranscriptEntry[] {
  return transcript.order.flatMap((id) => entryOf(transcript, id) ?? []);
}
