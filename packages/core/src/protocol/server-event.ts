import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import type { ContentPart, ConversationItem, ItemId } from './conversation-item.ts';
import type { TurnDetection } from './session-config.ts';
import type { TimedWord } from './timed-word.ts';
import type { RateLimit, UsageRecord } from './usage-record.ts';
import type { WireFrame } from './wire-frame.ts';

/** What a vendor says is wrong. `code` is the kit's; `wire` is the vendor's own payload. */
export interface ReportedError {
  readonly code: RealtimeErrorCode;
  readonly message: string;
  /** The vendor's own code, for logs and support. */
  readonly vendorCode: string | null;
  /** The command that caused it, where the vendor says so. */
  readonly commandId: string | null;
  /** Whether the conversation is over. */
  readonly isFatal: boolean;
  /** A harmless race, such as cancelling what has just ended: logged, never shown. */
  readonly isBenign: boolean;
  readonly wire: unknown;
}

/** How a response ended. */
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
      /** What is really in force, defaults filled in; `null` where the vendor does not say. */
      readonly turnDetection: TurnDetection | null;
      readonly model: string | null;
      readonly voice: string | null;
    }
  | { readonly type: 'conversation-created'; readonly conversationId: string | null }
  | { readonly type: 'session-expiring'; readonly remainingMs: number | null }
  | { readonly type: 'resume-handle-received'; readonly handle: string | null }
  | { readonly type: 'rate-limits-updated'; readonly limits: readonly RateLimit[] }
  | { readonly type: 'error-reported'; readonly error: ReportedError }
  /** The protocol asks for an answer at once, a ping for instance. */
  | { readonly type: 'reply-due'; readonly frames: readonly WireFrame[] }
  /** A message of the vendor's own, one that the kit has no word for. It is for the app's listeners. */
  | { readonly type: 'vendor-event-received'; readonly name: string; readonly data: unknown }
  | { readonly type: 'unknown'; readonly wireType: string }
  | { readonly type: 'malformed'; readonly reason: string };

/** The conversation's items. `previousItemId` is `undefined` where the vendor does not say. */
export type ItemServerEvent =
  | {
      readonly type: 'item-added' | 'item-done';
      readonly item: ConversationItem;
      readonly previousItemId?: ItemId | null;
    }
  | { readonly type: 'item-retrieved'; readonly item: ConversationItem }
  | { readonly type: 'item-removed'; readonly itemId: ItemId }
  | {
      readonly type: 'item-truncated';
      readonly itemId: ItemId;
      readonly contentIndex: number;
      readonly audioEndMs: number;
    }
  /** The vendor tells which words of an answer that was cut it counts as heard. */
  | { readonly type: 'heard-text-received'; readonly itemId: ItemId; readonly text: string };

/** The user's audio and its transcript. */
export type InputServerEvent =
  | {
      readonly type: 'speech-started';
      readonly itemId: ItemId | null;
      readonly audioStartMs: number | null;
      /** Whether it cuts the agent is told by an `output-interrupted` of its own. */
      readonly isCutTold?: true;
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
      readonly type: 'idle-timeout-triggered';
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
      readonly type: 'input-transcript-segment';
      readonly itemId: ItemId;
      readonly segmentId: string;
      readonly text: string;
      readonly speaker: string | null;
      readonly startMs: number;
      readonly endMs: number;
    };

/** What the agent produces. */
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
  /** What a response that has ended used, where the vendor tells it later; all of it, as far as it is known by now. */
  | { readonly type: 'usage-reported'; readonly responseId: string; readonly usage: UsageRecord }
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
  /** Audio in the adapter's output format. The receiver owns the bytes and may transfer their buffer. */
  | (OutputPosition & {
      readonly type: 'audio-delta';
      readonly audio: Uint8Array<ArrayBuffer>;
      /** The answer was taken to be complete, because the vendor tells no ends, and goes on nevertheless. */
      readonly isLate?: true;
    })
  | (OutputPosition & { readonly type: 'audio-done' })
  | (OutputPosition & { readonly type: 'output-transcript-delta'; readonly delta: string })
  | (OutputPosition & { readonly type: 'output-transcript-done'; readonly transcript: string })
  /** When words of the item sound, for vendors that tell. What comes later follows what came before. */
  | (OutputPosition & { readonly type: 'output-words-timed'; readonly words: readonly TimedWord[] })
  /** The vendor itself plays the audio out: it has begun, ended or dropped what it buffered. */
  | {
      readonly type: 'playout-started' | 'playout-stopped' | 'playout-cleared';
      readonly responseId: string | null;
    }
  /** The vendor has cut the agent off by itself; audio of the named response, or of all, is void. */
  | {
      readonly type: 'output-interrupted';
      readonly responseId: string | null;
      /** The user's voice was the reason, where the vendor says so. */
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
  /** A tool call is complete and is to be run. It comes exactly once for each call. */
  | {
      readonly type: 'tool-call-requested';
      readonly responseId: string | null;
      readonly itemId: ItemId;
      readonly callId: string;
      readonly name: string;
      readonly argumentsText: string;
    }
  | { readonly type: 'tool-call-withdrawn'; readonly callId: string }
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

/** Everything that a vendor can tell the kit, in the kit's own words. */
export type ServerEvent = SessionServerEvent | ItemServerEvent | InputServerEvent | OutputServerEvent;
