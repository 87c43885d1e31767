import type { ReflexCommand } from '../audio/reflex.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import type { RenewalCause } from './transcript/continuity.ts';
import type { ReducedEvent } from './session-events.ts';
import type { ApprovalAnswer } from './approval-answer.ts';
import type { Cut, TranscriptEntry } from './transcript/transcript.ts';

/** The timers of a session. */
export type TimerName =
  | 'vendor-silence'
  | 'barge-in-silence'
  | 'barge-in-words'
  | 'idle'
  | 'renewal'
  | 'renewal-due'
  | 'renewal-deadline'
  | 'owed-answer';

/** A command of the barge-in rules to the reflex, or to the shell around it. */
export type BargeInCommand =
  | ReflexCommand
  /** Load the backchannels and commands of a language; `null`: of all. A `listening-words-loaded` input follows. */
  | { readonly type: 'load-words'; readonly language: string | null };

/** An action that the reducer asks for. The runtime performs effects in order; the reducer itself has no side effects. */
export type SessionEffect =
  /** Open the devices that are not open yet, fetch a credential and open connection number `connection`. */
  | {
      readonly type: 'open-connection';
      readonly connection: number;
      readonly resumeHandle: string | null;
      readonly delayMs: number;
      /** Whether the current connection stays open beside it. @default false */
      readonly isStandby?: boolean;
    }
  /** Use the standby connection from here on, and close the one before. */
  | { readonly type: 'switch-connection'; readonly connection: number }
  /** Load `ContinuityRules`: another connection will be opened. A `continuity-loaded` input follows. */
  | { readonly type: 'load-continuity' }
  /** Close the standby connection. */
  | { readonly type: 'close-standby' }
  /** Replace the working connection with another one: the old one is closed first. */
  | { readonly type: 'renew-connection'; readonly cause: RenewalCause }
  /** The vendor has ended the connection without closing it, or has refused it: close it, and let the policy decide. */
  | { readonly type: 'lose-connection'; readonly error: RealtimeError; readonly cause: RenewalCause }
  /** Have the app summarise entries for a connection. It answers with a `summary-received` input, within a limit of time. */
  | {
      readonly type: 'summarize';
      readonly connection: number;
      readonly entries: readonly TranscriptEntry[];
    }
  /** Release devices and connection. A draining release plays the queued audio first. */
  | { readonly type: 'release'; readonly isDraining: boolean }
  /** Close the connection and the microphone of a session that is paused. */
  | { readonly type: 'suspend' }
  /** Send a command, unless the command that it depends on could not be sent. Without `connection` the current one is meant. */
  | {
      readonly type: 'send';
      readonly command: ClientCommand;
      readonly dependsOn?: string;
      readonly connection?: number;
    }
  | { readonly type: 'reply'; readonly frames: readonly WireFrame[]; readonly connection?: number }
  /**
   * Let the user's audio out, beginning with what was buffered while connecting. With `isLossTold`, the input `switch-done`
   * follows.
   */
  | { readonly type: 'release-audio'; readonly isLossTold?: boolean }
  /**
   * Keep the user's audio for the next connection, beginning with what was sent since `replaySinceMs`, in milliseconds on the
   * session's clock; `null` repeats none.
   */
  | { readonly type: 'hold-audio'; readonly replaySinceMs: number | null }
  /** Drop the user's audio that was buffered while connecting. */
  | { readonly type: 'drop-buffered-audio' }
  | { readonly type: 'play'; readonly itemId: ItemId; readonly audio: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end-item'; readonly itemId: ItemId }
  | { readonly type: 'flush-output'; readonly by: Cut['by'] }
  /** Have the app's speech source speak a text. A flush stops it. */
  | { readonly type: 'speak'; readonly itemId: ItemId; readonly text: string }
  /** Stop the agent's audio at a dip of its level and keep it, or let it go on there. */
  | { readonly type: 'hold-output'; readonly isHeld: boolean }
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
  /** The user has answered a call that waits for consent. */
  | { readonly type: 'answer-tool-approval'; readonly callId: string; readonly answer: ApprovalAnswer }
  /** Without a call id, all running calls are aborted. */
  | { readonly type: 'abort-tools'; readonly callId: string | null }
  /** Arm the reflex, let it resume or silence the agent. */
  | { readonly type: 'tell-reflex'; readonly command: BargeInCommand }
  /** Start a timer, or start it anew. It answers with a `timer-fired` input. */
  | { readonly type: 'set-timer'; readonly timer: TimerName; readonly afterMs: number }
  | { readonly type: 'clear-timer'; readonly timer: TimerName }
  | { readonly type: 'settle-connect'; readonly error: RealtimeError | null }
  | { readonly type: 'log'; readonly message: string; readonly details?: unknown }
  | { readonly type: 'emit'; readonly event: ReducedEvent };
