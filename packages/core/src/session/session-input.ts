import type { ApprovalAnswer } from './approval-answer.ts';
import type { ReflexReport } from '../audio/reflex.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { ItemId, MessageItem } from '../protocol/conversation-item.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { ListeningWords } from './barge-in/split-phrases.ts';
import type { BargeInPolicy } from './barge-in/barge-in-policy.ts';
import type { RenewalCause } from './transcript/continuity.ts';
import type { InterruptionState } from './internal-state.ts';
import type { TimerName } from './session-effect.ts';
import type { EndReason, InputMode, MuteOwner, SessionState } from './session-state.ts';
import type { Cut, TranscriptEntry } from './transcript/transcript.ts';

/** The part of an item that has been heard. */
export interface HeardSoFar {
  readonly itemId: ItemId;
  readonly heardMs: number;
}

/** Audio that continues an item, and that was given to the speaker without a step of the session. */
export interface ReceivedAudio {
  readonly itemId: ItemId;
  /** The audio since the last time that some was counted, in bytes of the vendor's format. */
  readonly byteLength: number;
}

/** Everything that can happen to a session. Times are in milliseconds on the session's clock. */
export type SessionInput =
  | { readonly type: 'connect-requested' }
  /** A saved conversation comes before everything else. `savedForMs` is its age, in milliseconds. */
  | {
      readonly type: 'history-loaded';
      readonly entries: readonly TranscriptEntry[];
      readonly connections: number;
      readonly savedForMs: number;
    }
  | {
      readonly type: 'close-requested';
      readonly reason: Exclude<EndReason, 'failed' | 'remote'>;
      readonly playhead: HeardSoFar | null;
    }
  | { readonly type: 'pause-requested'; readonly playhead: HeardSoFar | null }
  | { readonly type: 'resume-requested' }
  /** The user is there, whatever else happens. */
  | { readonly type: 'keep-alive-requested' }
  /** `ContinuityRules` have been loaded. */
  | { readonly type: 'continuity-loaded' }
  | { readonly type: 'release-done'; readonly playhead: HeardSoFar | null }
  | { readonly type: 'transport-opened'; readonly connection: number }
  /** The attempt or the connection is over, and there will be no other. */
  | {
      readonly type: 'connection-failed';
      readonly connection: number;
      readonly error: RealtimeError;
      readonly playhead: HeardSoFar | null;
    }
  /**
   * The connection is over and another one takes its place after `retryDelayMs`. `error` is `null` for one that the session
   * replaces on purpose.
   */
  | {
      readonly type: 'connection-lost';
      readonly connection: number;
      readonly cause: RenewalCause;
      readonly error: RealtimeError | null;
      /** Whether the handle of the connection is of no use any more: the next one begins a new conversation. */
      readonly dropsHandle: boolean;
      readonly attempt: number;
      readonly retryDelayMs: number;
      readonly nextAttemptAtMs: number | null;
      readonly isOffline: boolean;
      readonly playhead: HeardSoFar | null;
    }
  /** A waiting attempt is made at another time, or now (`null`). */
  | {
      readonly type: 'attempt-changed';
      readonly connection: number;
      readonly nextAttemptAtMs: number | null;
      readonly isOffline: boolean;
    }
  /** The app has written a summary for a connection, or could not: `text` is `null`, and `message` says why. */
  | {
      readonly type: 'summary-received';
      readonly connection: number;
      readonly text: string | null;
      readonly message: string | null;
    }
  /** The connection may be dead, since `sinceMs`; or it has turned out to be alive (`null`). */
  | { readonly type: 'path-changed'; readonly connection: number; readonly sinceMs: number | null }
  | { readonly type: 'connection-closed'; readonly connection: number; readonly error: RealtimeError | null }
  | {
      readonly type: 'server-event-received';
      readonly connection: number;
      readonly event: ServerEvent;
      readonly atMs: number;
      /**
       * The time at which the user's voice was last above the noise, as measured locally, in milliseconds on the
       * session's clock.
       */
      readonly lastVoicedAtMs: number | null;
      /** The audible item, for events about the user's voice. */
      readonly playhead?: HeardSoFar | null;
      /** Audio of the user that reached no connection, for the event that makes the session live, in milliseconds. */
      readonly lostAudioMs?: number;
      /** The audio that came before the event, in one step with it: steps cost more than what is in them. */
      readonly audio?: ReceivedAudio | null;
    }
  /** Audio was received, and no event that it could be counted with. */
  | (ReceivedAudio & { readonly type: 'audio-received'; readonly connection: number; readonly atMs: number })
  /** The user speaks over audio that is heard to its end while there is no connection, measured locally. */
  | { readonly type: 'local-speech-started'; readonly playhead: HeardSoFar | null }
  /** The user's audio goes to the standby connection. `lostAudioMs` of it has reached no connection. */
  | { readonly type: 'switch-done'; readonly connection: number; readonly lostAudioMs: number }
  | { readonly type: 'microphone-changed'; readonly microphone: SessionState['microphone'] }
  | { readonly type: 'local-error-received'; readonly error: RealtimeError }
  | { readonly type: 'playback-blocked-changed'; readonly isBlocked: boolean }
  | {
      readonly type: 'item-playout-started';
      readonly itemId: ItemId;
      readonly atMs: number;
      /** Whether the app lets the user interrupt the item, where it decides item by item. */
      readonly isInterruptible?: boolean;
    }
  | { readonly type: 'item-playout-done'; readonly itemId: ItemId; readonly heardMs: number }
  | { readonly type: 'playback-drained'; readonly atMs?: number }
  | {
      readonly type: 'output-flushed';
      readonly by: Cut['by'];
      readonly heard: readonly HeardSoFar[];
      readonly atMs?: number;
    }
  /** Whether the kit or the vendor decides when the agent stops and which turns are answered. */
  | { readonly type: 'turn-authority-changed'; readonly turnAuthority: InterruptionState['turnAuthority'] }
  /** The barge-in setting; `null` leaves the decision to the vendor. */
  | {
      readonly type: 'barge-in-changed';
      readonly policy: BargeInPolicy | null;
      /** Whether the app lets the user interrupt the item that is being spoken, where it decides item by item. */
      readonly isInterruptible?: boolean;
    }
  | {
      readonly type: 'listening-words-loaded';
      readonly language: string | null;
      readonly words: ListeningWords;
    }
  /** `canPause` tells whether the speaker can be held. */
  | { readonly type: 'reflex-opened'; readonly canPause: boolean }
  /** The reflex has been closed, or its audio thread has failed. */
  | { readonly type: 'reflex-closed'; readonly isLost: boolean }
  | {
      readonly type: 'reflex-report-received';
      readonly report: ReflexReport;
      readonly playhead: HeardSoFar | null;
      readonly atMs: number;
    }
  | { readonly type: 'interrupt-requested' }
  /** Stop the vendor from continuing the answer. Audio that has been received is played to its end. */
  | { readonly type: 'stop-requested' }
  | { readonly type: 'turn-started' }
  | {
      readonly type: 'turn-done';
      /** The audio of the turn that has been sent, in milliseconds. */
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
  | { readonly type: 'approval-answer-received'; readonly itemId: ItemId; readonly answer: ApprovalAnswer }
  | { readonly type: 'config-changed'; readonly patch: Partial<SessionConfig> }
  | { readonly type: 'input-mode-changed'; readonly mode: InputMode }
  | { readonly type: 'mute-changed'; readonly isMuted: boolean; readonly by: MuteOwner }
  | { readonly type: 'volume-changed'; readonly volume: number }
  /** The app's own speech source is to speak a text. */
  | { readonly type: 'app-speech-requested'; readonly itemId: ItemId; readonly text: string }
  | { readonly type: 'app-speech-started'; readonly itemId: ItemId }
  | {
      readonly type: 'app-speech-received';
      readonly event: Extract<ServerEvent, { type: 'audio-delta' | 'word-times-received' }>;
    }
  /** The speech is complete, or was cut, cancelled or failed. */
  | { readonly type: 'app-speech-done'; readonly itemId: ItemId; readonly error: RealtimeError | null }
  | {
      readonly type: 'device-changed';
      readonly chosen: Partial<Pick<SessionState, 'microphoneId' | 'speakerId'>>;
    }
  | {
      readonly type: 'timer-fired';
      readonly timer: TimerName;
      readonly atMs: number;
      /**
       * The time at which the user's voice was last above the noise, and the audible item, for timers of a
       * renewal.
       */
      readonly lastVoicedAtMs?: number | null;
      readonly playhead?: HeardSoFar | null;
    }
  /** The codec or the transport refused a command: it was not sent. `error` is `null` where it has been reported. */
  | { readonly type: 'command-failed'; readonly command: ClientCommand; readonly error: RealtimeError | null }
  /** A call waits for the user's consent, until a time on the session's clock or forever. */
  | {
      readonly type: 'tool-approval-requested';
      readonly callId: string;
      readonly endsAtMs: number | null;
    }
  | { readonly type: 'tool-started'; readonly callId: string }
  | {
      readonly type: 'tool-done';
      readonly callId: string;
      readonly output: string;
      readonly error: RealtimeError | null;
      readonly isAnswered: boolean;
    };

/** The input of a type. */
export type InputOf<Type extends SessionInput['type']> = Extract<SessionInput, { readonly type: Type }>;
