import type { Role } from '../../protocol/conversation-item.ts';
import type { TranscriptEntry } from '../transcript/transcript.ts';
import type { SerializedConversation } from './serialized-conversation.ts';

/** A message of an earlier conversation. */
export interface PlainMessage {
  readonly role: Role;
  readonly text: string;
}

/** A conversation to begin with: one that `session.serialize()` returned, or plain messages, oldest first. */
export type SavedConversation = SerializedConversation | readonly PlainMessage[];

/** Writes a summary of the given entries, oldest first. The signal aborts when the summary is not needed any more. */
export type Summarize = (
  entries: readonly TranscriptEntry[],
  options: { readonly signal: AbortSignal },
) => Promise<string>;

/**
 * The part of the conversation that a new connection is told of, where the vendor has no memory of it. The newest entries that fit
 * both limits are sent, of answers the part that was heard.
 */
export interface HistoryOptions {
  /**
   * The largest number of entries when the connection is opened. What is said while it opens is told in addition: it is the newest.
   *
   * @default 100
   */
  readonly maxItems?: number;
  /**
   * The largest number of tokens, by an estimate of one token for 4 characters of Latin text, one for a character of Chinese,
   * Japanese or Korean, and 1,000 for an image. The default is about 40 minutes of speech, and a quarter of the smallest context
   * window of a supported vendor.
   *
   * @default 8000
   */
  readonly maxTokens?: number;
  /**
   * The images that are sent again: none, those of the newest message that has any, or all. Images are the most
   * expensive items.
   * @default 'last'
   */
  readonly images?: 'drop' | 'last' | 'keep';
  /**
   * Writes a summary of the entries that the limits leave out. It is asked when a connection is lost or replaced, and the new
   * connection waits for it for at most 3 s. If it fails, the entries are left out without a summary, and the `continuity`
   * event reports it. @default none
   */
  readonly summarize?: Summarize;
  /** A conversation that this session continues. Its rows are in the transcript before `connect`. @default none */
  readonly initial?: SavedConversation;
}
