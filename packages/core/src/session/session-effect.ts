import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import type { BargeIn } from './barge-in/barge-in.ts';
import type { Cut, ToolEntry, TranscriptEntry } from './transcript.ts';
import type { SessionPhase, SessionStatus, EndReason, UsageEntry } from './session-state.ts';
import type { TurnLatency } from './latency.ts';
import type { ResponseOutcome } from '../protocol/server-event.ts';
import type { UsageRecord } from '../protocol/usage-record.ts';

/** What the session tells its listeners, as values of the reducer. */
export type SessionNotice =
  | {
      readonly type: 'status-changed';
      readonly status: SessionStatus;
      readonly previous: SessionStatus;
      readonly endReason: EndReason | null;
    }
  | { readonly type: 'phase-changed'; readonly phase: SessionPhase; readonly previous: SessionPhase }
  | { readonly type: 'error'; readonly error: RealtimeError }
  | {
      readonly type: 'interruption';
      readonly itemId: ItemId;
      readonly by: Cut['by'];
      readonly heardMs: number;
      readonly receivedMs: number;
    }
  | { readonly type: 'entry-added' | 'entry-settled'; readonly entry: TranscriptEntry }
  | { readonly type: 'turn-committed'; readonly itemId: ItemId }
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
      readonly reason: string | null;
      readonly isOutOfBand: boolean;
      readonly text: string;
      readonly usage: UsageRecord | null;
      readonly metadata: Readonly<Record<string, string>> | null;
    }
  | { readonly type: 'tool-changed'; readonly entry: ToolEntry }
  | { readonly type: 'barge-in'; readonly bargeIn: BargeIn }
  | { readonly type: 'usage'; readonly usage: UsageEntry }
  | { readonly type: 'latency'; readonly latency: TurnLatency };

/** What the reducer wants done. The runtime performs effects in order; the reducer itself touches nothing. */
export type SessionEffect =
  /** Open the devices that are not open yet, fetch a credential and open connection number `connection`. */
  | {
      readonly type: 'open-connection';
      readonly connection: number;
      readonly resumeHandle: string | null;
      readonly delayMs: number;
    }
  | { readonly type: 'close-connection' }
  /** Open another connection in place of the one that works: it takes the talk up with other settings. */
  | { readonly type: 'renew-connection' }
  /** Release devices and connection. A draining release lets what is queued be heard first. */
  | { readonly type: 'release'; readonly isDraining: boolean }
  | { readonly type: 'send'; readonly command: ClientCommand }
  | { readonly type: 'reply'; readonly frames: readonly WireFrame[] }
  /** From now on audio of the user may go out, beginning with what was kept while connecting. */
  | { readonly type: 'release-audio' }
  /** What the user said while no audio could go out is not to go out any more. */
  | { readonly type: 'drop-kept-audio' }
  | { readonly type: 'play'; readonly itemId: ItemId; readonly audio: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end-item'; readonly itemId: ItemId }
  | { readonly type: 'flush-output'; readonly by: Cut['by'] }
  /** Have a text of the app's spoken. What a flush cuts is not to be spoken any more. */
  | { readonly type: 'speak'; readonly itemId: ItemId; readonly text: string }
  | { readonly type: 'set-volume'; readonly volume: number }
  | { readonly type: 'set-muted'; readonly isMuted: boolean }
  | {
      readonly type: 'run-tool';
      readonly callId: string;
      readonly itemId: ItemId;
      readonly name: string;
      readonly argumentsText: string;
    }
  | { readonly type: 'interrupt-tools' }
  /** Without a call id every running call is meant. */
  | { readonly type: 'abort-tools'; readonly callId: string | null }
  | { readonly type: 'settle-connect'; readonly error: RealtimeError | null }
  | { readonly type: 'log'; readonly message: string; readonly details?: unknown }
  | { readonly type: 'notify'; readonly notice: SessionNotice };
