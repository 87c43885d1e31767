import type { SessionPhase } from '../protocol/session-phase.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { ResponseOutcome } from '../protocol/server-event.ts';
import type { UsageRecord } from '../protocol/usage-record.ts';
import type { BargeIn } from './barge-in/barge-in.ts';
import type { Continuity } from './transcript/continuity.ts';
import type { EndReason, SessionState, SessionStatus, TurnLatency, UsageEntry } from './session-state.ts';
import type { Cut, ToolEntry, TranscriptEntry } from './transcript/transcript.ts';

/** The agent was cut off. */
export interface Interruption {
  readonly itemId: ItemId;
  readonly by: Cut['by'];
  /** The heard and the received part of the item, in milliseconds. */
  readonly heardMs: number;
  readonly receivedMs: number;
}

/** The session events that the reducer emits. The session itself adds those of the connection. */
export interface ReducedEvents {
  'status-changed': {
    readonly status: SessionStatus;
    readonly previous: SessionStatus;
    readonly endReason: EndReason | null;
  };
  'phase-changed': { readonly phase: SessionPhase; readonly previous: SessionPhase };
  'microphone-changed': {
    readonly microphone: SessionState['microphone'];
    readonly previous: SessionState['microphone'];
  };
  /**
   * The end of an idle session, announced `endsInMs` milliseconds before: nothing has been said or done for long. Anything
   * that happens cancels it.
   */
  'idle-warning': { readonly endsInMs: number };
  /** An error that does not end the session. Fatal errors are in the state and in rejections instead. */
  error: RealtimeError;
  interruption: Interruption;
  'entry-added': TranscriptEntry;
  /** The text of an entry is complete, or will never be. */
  'entry-done': TranscriptEntry;
  /** An entry has left the transcript: the app or the vendor has removed it. */
  'entry-removed': { readonly itemId: ItemId };
  'turn-committed': { readonly itemId: ItemId };
  'response-started': {
    readonly responseId: string;
    readonly isOutOfBand: boolean;
    readonly metadata: Readonly<Record<string, string>> | null;
  };
  'response-done': {
    readonly responseId: string;
    readonly outcome: ResponseOutcome;
    readonly reason: string | null;
    readonly isOutOfBand: boolean;
    /** The text of all items of the response, joined by newlines. */
    readonly text: string;
    readonly usage: UsageRecord | null;
    readonly metadata: Readonly<Record<string, string>> | null;
  };
  'tool-changed': ToolEntry;
  /** A connection took the place of an earlier one and is live. It comes once for each of them. */
  continuity: Continuity;
  usage: UsageEntry;
  latency: TurnLatency;
  /** The user's voice over the agent's has been judged. The event comes after everything that followed from it. */
  'barge-in': BargeIn;
}

/** An event of the reducer as a value. */
export type ReducedEvent<Type extends keyof ReducedEvents = keyof ReducedEvents> = {
  readonly [Each in Type]: { readonly type: Each; readonly event: ReducedEvents[Each] };
}[Type];
