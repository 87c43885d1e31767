import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId, MessageItem } from '../protocol/conversation-item.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { BargeIn, BargeInState } from './barge-in/barge-in.ts';
import type { EndReason, InputMode, SessionState } from './session-state.ts';
import type { Cut } from './transcript.ts';

/** How far an item has been heard. */
export interface HeardSoFar {
  readonly itemId: ItemId;
  readonly heardMs: number;
}

/** Everything that can happen to a session. Times are milliseconds on the session's clock. */
export type SessionInput =
  | { readonly type: 'connect-requested' }
  | {
      readonly type: 'close-requested';
      readonly reason: Exclude<EndReason, 'failed' | 'remote'>;
      readonly playhead: HeardSoFar | null;
    }
  | { readonly type: 'released'; readonly playhead: HeardSoFar | null }
  | { readonly type: 'transport-opened'; readonly connection: number }
  /** The attempt or the connection is over and there will be no other. */
  | {
      readonly type: 'connection-failed';
      readonly connection: number;
      readonly error: RealtimeError;
      readonly playhead: HeardSoFar | null;
    }
  /** The connection broke; the policy wants another one after `retryDelayMs`. */
  | {
      readonly type: 'connection-lost';
      readonly connection: number;
      readonly error: RealtimeError;
      readonly retryDelayMs: number;
      readonly playhead: HeardSoFar | null;
    }
  | { readonly type: 'remote-ended'; readonly connection: number; readonly error: RealtimeError | null }
  | {
      readonly type: 'server-event-received';
      readonly connection: number;
      readonly event: ServerEvent;
      readonly atMs: number;
      /** When the user's voice was last above the noise, measured locally. */
      readonly lastVoicedAtMs: number | null;
    }
  | { readonly type: 'microphone-changed'; readonly microphone: SessionState['microphone'] }
  | { readonly type: 'error-raised'; readonly error: RealtimeError }
  | { readonly type: 'playback-blocked-changed'; readonly isBlocked: boolean }
  | { readonly type: 'item-started'; readonly itemId: ItemId; readonly atMs: number }
  | { readonly type: 'item-finished'; readonly itemId: ItemId; readonly heardMs: number }
  | { readonly type: 'playback-drained' }
  | {
      readonly type: 'output-flushed';
      readonly by: Cut['by'];
      readonly heard: readonly HeardSoFar[];
      readonly atMs?: number;
    }
  /** From now on the kit, and not the vendor, decides when the agent stops and what is answered; or no longer. */
  | { readonly type: 'holding-set'; readonly isHolding: boolean }
  | { readonly type: 'barge-in-noted'; readonly patch: Partial<BargeInState> }
  /** The user's voice has begun; `isDoubt` when it is over the agent's, so that nobody knows yet what it means. */
  | { readonly type: 'voice-began'; readonly isDoubt: boolean }
  | {
      readonly type: 'barge-in-decided';
      readonly verdict: BargeIn['verdict'];
      readonly reason: BargeIn['reason'];
      /** Whether what was heard is no turn of the user's, and is not to be answered. */
      readonly isDismissed: boolean;
      readonly atMs: number;
    }
  | { readonly type: 'barge-in-explained'; readonly bargeIn: BargeIn }
  | { readonly type: 'interrupt-requested' }
  /** The answer is to be no longer than it is; what has come of it is to be heard. */
  | { readonly type: 'stop-requested' }
  | { readonly type: 'turn-begun' }
  | {
      readonly type: 'turn-ended';
      /** How much audio of the turn has gone out, in milliseconds. */
      readonly audioMs: number;
      readonly atMs: number;
      readonly lastVoicedAtMs: number | null;
    }
  | { readonly type: 'turn-cancelled' }
  | {
      readonly type: 'message-sent';
      readonly item: MessageItem;
      readonly isAnswered: boolean;
      readonly atMs: number;
    }
  | { readonly type: 'response-requested'; readonly options: ResponseOptions }
  | { readonly type: 'item-removal-requested'; readonly itemId: ItemId }
  | {
      readonly type: 'approval-answered';
      readonly itemId: ItemId;
      readonly isApproved: boolean;
      readonly reason: string | null;
    }
  | { readonly type: 'config-changed'; readonly patch: Partial<SessionConfig> }
  | { readonly type: 'input-mode-set'; readonly mode: InputMode }
  | { readonly type: 'mute-set'; readonly isMuted: boolean }
  | { readonly type: 'volume-set'; readonly volume: number }
  /** The app wants a text spoken by its own source. Its row stands at once. */
  | { readonly type: 'say-requested'; readonly itemId: ItemId; readonly text: string }
  | { readonly type: 'said-begun'; readonly itemId: ItemId }
  | {
      readonly type: 'said';
      readonly event: Extract<ServerEvent, { type: 'audio-delta' | 'output-words-timed' }>;
    }
  /** All of it has come, or no more will: it was cut or called off, or failed. */
  | { readonly type: 'said-ended'; readonly itemId: ItemId; readonly error: RealtimeError | null }
  | {
      readonly type: 'device-chosen';
      readonly chosen: Partial<Pick<SessionState, 'microphoneId' | 'speakerId'>>;
    }
  | { readonly type: 'tool-started'; readonly callId: string }
  | {
      readonly type: 'tool-settled';
      readonly callId: string;
      readonly output: string;
      readonly error: RealtimeError | null;
      readonly isAnswered: boolean;
    };
