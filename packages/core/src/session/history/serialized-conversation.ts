import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type {
  ContinuityEntry,
  MessageEntry,
  RemoteToolEntry,
  ToolEntry,
  ApprovalEntry,
} from '../transcript/transcript.ts';

/** The version of the format that this version of the kit writes. */
export const CONVERSATION_VERSION = 1;

/** The error of a tool call, without its cause and without anything of the vendor's wire. */
export interface SerializedError {
  readonly code: RealtimeErrorCode;
  readonly message: string;
}

/** A tool call as JSON. */
export interface SerializedToolEntry extends Omit<ToolEntry, 'error'> {
  readonly error: SerializedError | null;
}

/** A row of the transcript as JSON. It has the fields of `TranscriptEntry`, and no row is open. */
export type SerializedEntry =
  | MessageEntry
  | SerializedToolEntry
  | RemoteToolEntry
  | ApprovalEntry
  | ContinuityEntry;

/**
 * A conversation as JSON: text alone, no audio, no credential. Images are left out unless they are asked for. Write it with
 * `JSON.stringify`, and hand the parsed value to `history.initial` or `session.restore`.
 */
export interface SerializedConversation {
  readonly format: 'repartee-conversation';
  readonly version: typeof CONVERSATION_VERSION;
  /** The time of writing, in milliseconds since 1970. */
  readonly savedAtMs: number;
  /** The number of connections of the conversation so far. Later ones are numbered after them. */
  readonly connections: number;
  /** The rows, oldest first. */
  readonly entries: readonly SerializedEntry[];
}

/** The options of `session.serialize`: the parts to leave out. */
export interface SerializeOptions {
  /** Whether the images of messages are kept. They are often larger than all text together. @default 'drop' */
  readonly images?: 'drop' | 'keep';
}
