import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import type { ContentPart, ConversationItem, ItemId } from './conversation-item.ts';
import type { TurnDetection } from './session-config.ts';
import type { TimedWord } from './timed-word.ts';
import type { RateLimit, UsageRecord } from './usage-record.ts';
import type { WireFrame } from './wire-frame.ts';

/** An error that a vendor reports. `code` is the kit's; `wire` is the vendor's own payload. */
export interface ReportedError {
  readonly code: RealtimeErrorCode;
  readonly message: string;
  /** The vendor's own code, for logs and support. */
  readonly vendorCode: string | null;
  /** The command that caused it, where the vendor names it. */
  readonly commandId: string | null;
  /**
   * - `fatal`: the conversation is over
   * - `reported`: the app gets an `error` event, and the conversation goes on
   * - `benign`: a harmless race, such as cancelling a response that has just ended: logged, never shown
   * - `busy`: the vendor refused a response because another one is running: logged, and asked for again
   */
  readonly effect: 'fatal' | 'reported' | 'benign' | 'busy';
  readonly wire: unknown;
}

/** The end of a response. */
export type ResponseOutcome = 'completed' | 'cancelled' | 'failed' | 'incomplete';

interface OutputPosition {
  readonly responseId: string;
  readonly itemId: ItemId;
  readonly contentIndex: number;
}

/** The connection and the session. */
export type SessionServerEvent =
  | {
      readonly type: 'session-created';
      readonly sessionId: string | null;
      readonly expiresAtMs: number | null;
    }
  /** The vendor has acknowledged the configuration; only now is the session live. */
  | {
      readonly type: 'session-configured';
      readonly sessionId: string | null;
      readonly expiresAtMs: number | null;
      /** The configuration in force, with defaults; `null` where the vendor does not report it. */
      readonly turnDetection: TurnDetection | null;
      readonly model: string | null;
      readonly voice: string | null;
    }
  | { readonly type: 'conversation-created'; readonly conversationId: string | null }
  | { readonly type: 'session-expiring'; readonly remainingMs: number | null }
  | { readonly type: 'resume-handle-received'; readonly handle: string | null }
  /** The vendor serves others first and does not hear the user; or it has admitted the conversation. */
  | { readonly type: 'queue-changed'; readonly isWaiting: boolean }
  | { readonly type: 'rate-limits-changed'; readonly limits: readonly RateLimit[] }
  | { readonly type: 'error-received'; readonly error: ReportedError }
  /** The protocol asks for an answer at once, a ping for instance. */
  | { readonly type: 'reply-requested'; readonly frames: readonly WireFrame[] }
  /** A message of the vendor's own, one that the kit has no word for. It is for the app's listeners. */
  | { readonly type: 'vendor-event-received'; readonly name: string; readonly data: unknown }
  | { readonly type: 'unknown'; readonly wireType: string }
  | { readonly type: 'malformed'; readonly reason: string };

/** The conversation's items. `previousItemId` is `undefined` where the vendor does not name it. */
export type ItemServerEvent =
  | {
      readonly type: 'item-added' | 'item-done';
      readonly item: ConversationItem;
      readonly previousItemId?: ItemId | null;
    }
  | { readonly type: 'item-received'; readonly item: ConversationItem }
  | { readonly type: 'item-removed'; readonly itemId: ItemId }
  | {
      readonly type: 'item-truncated';
      readonly itemId: ItemId;
      readonly contentIndex: number;
      readonly audioEndMs: number;
    }
  /** The vendor reports the text of a cut answer that it counts as heard. */
  | { readonly type: 'heard-text-received'; readonly itemId: ItemId; readonly text: string };

/** The user's audio and its transcript. */
export type InputServerEvent =
  | {
      readonly type: 'speech-started';
      readonly itemId: ItemId | null;
      readonly audioStartMs: number | null;
      /** `false` where the vendor reports an interruption of the agent with a separate `output-interrupted`. @default true */
      readonly interruptsOutput?: boolean;
    }
  | {
      readonly type: 'speech-stopped';
      readonly itemId: ItemId | null;
      readonly audioEndMs: number | null;
    }
  | {
      readonly type: 'turn-committed';
      readonly itemId: ItemId;
      readonly previousItemId?: ItemId | null;
    }
  | { readonly type: 'input-cleared' }
  | {
      readonly type: 'idle-timeout-reached';
      readonly itemId: ItemId;
      readonly audioStartMs: number;
      readonly audioEndMs: number;
    }
  | { readonly type: 'dtmf-received'; readonly key: string }
  | { readonly type: 'input-transcript-delta'; readonly itemId: ItemId; readonly delta: string }
  | {
      readonly type: 'input-transcript-done';
      readonly itemId: ItemId;
      readonly transcript: string;
      readonly usage: UsageRecord | null;
    }
  | { readonly type: 'input-transcript-failed'; readonly itemId: ItemId; readonly message: string }
  | {
      readonly type: 'input-transcript-segment-added';
      readonly itemId: ItemId;
      readonly segmentId: string;
      readonly text: string;
      readonly speaker: string | null;
      readonly startMs: number;
      readonly endMs: number;
    };

/** The agent's output. */
export type OutputServerEvent =
  | {
      readonly type: 'response-started';
      readonly responseId: string;
      readonly isOutOfBand: boolean;
      readonly metadata: Readonly<Record<string, string>> | null;
    }
  | {
      readonly type: 'response-done';
      readonly responseId: string;
      readonly outcome: ResponseOutcome;
      /** The vendor's reason for anything but `completed`. */
      readonly reason: string | null;
      readonly error: ReportedError | null;
      readonly usage: UsageRecord | null;
      readonly metadata: Readonly<Record<string, string>> | null;
      readonly items: readonly ConversationItem[];
    }
  /** The usage of a response that has ended, for vendors that report it later. Each report holds the whole usage known so far. */
  | { readonly type: 'usage-received'; readonly responseId: string; readonly usage: UsageRecord }
  | {
      readonly type: 'output-item-added' | 'output-item-done';
      readonly responseId: string;
      readonly outputIndex: number;
      readonly item: ConversationItem;
    }
  | (OutputPosition & {
      readonly type: 'content-added' | 'content-done';
      readonly part: ContentPart;
    })
  | (OutputPosition & { readonly type: 'text-delta'; readonly delta: string })
  | (OutputPosition & { readonly type: 'text-done'; readonly text: string })
  /** Audio in the adapter's output format. Chunks may share a buffer: copy one to transfer it. It is not written again. */
  | (OutputPosition & {
      readonly type: 'audio-delta';
      readonly audio: Uint8Array<ArrayBuffer>;
      /** The adapter had taken the item as complete, because the vendor sends no ends, and the item continues. @default false */
      readonly continuesItem?: boolean;
    })
  | (OutputPosition & { readonly type: 'audio-done' })
  | (OutputPosition & { readonly type: 'output-transcript-delta'; readonly delta: string })
  | (OutputPosition & { readonly type: 'output-transcript-done'; readonly transcript: string })
  /** The times at which words of the item sound, for vendors that report them. Later events continue earlier ones. */
  | (OutputPosition & { readonly type: 'word-times-received'; readonly words: readonly TimedWord[] })
  /** The vendor plays the audio itself: playing its buffer has started, stopped, or was cleared. */
  | {
      readonly type: 'playout-started' | 'playout-stopped' | 'playout-cleared';
      readonly responseId: string | null;
    }
  /** The vendor has cut the agent off by itself; audio of the named response, or of all, is void. */
  | {
      readonly type: 'output-interrupted';
      readonly responseId: string | null;
      /** Set where the vendor reports that the user's voice was the reason. */
      readonly by?: 'user';
    }
  | {
      readonly type: 'tool-arguments-delta';
      readonly responseId: string | null;
      readonly itemId: ItemId;
      readonly callId: string | null;
      readonly delta: string;
    }
  | {
      readonly type: 'tool-arguments-done';
      readonly responseId: string | null;
      readonly itemId: ItemId;
      readonly callId: string | null;
      readonly name: string | null;
      readonly argumentsText: string;
    }
  /** A tool call is complete and is to be run. The event comes exactly once for each call. */
  | {
      readonly type: 'tool-call-requested';
      readonly responseId: string | null;
      readonly itemId: ItemId;
      readonly callId: string;
      readonly name: string;
      readonly argumentsText: string;
    }
  | { readonly type: 'tool-call-cancelled'; readonly callId: string }
  | {
      readonly type: 'remote-tool-call-changed';
      readonly itemId: ItemId;
      readonly state: 'in-progress' | 'completed' | 'failed';
    }
  | {
      readonly type: 'remote-tool-list-changed';
      readonly itemId: ItemId;
      readonly state: 'in-progress' | 'completed' | 'failed';
    };

/** Every event that an adapter decodes. */
export type ServerEvent = SessionServerEvent | ItemServerEvent | InputServerEvent | OutputServerEvent;
