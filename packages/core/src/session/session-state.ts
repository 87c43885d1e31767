import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { TurnDetection } from '../protocol/session-config.ts';
import type { SessionPhase } from '../protocol/session-phase.ts';
import type { RateLimit, UsageRecord } from '../protocol/usage-record.ts';
import type { BargeInState } from './barge-in/barge-in.ts';
import type { RenewalCause } from './transcript/continuity.ts';
import type { Transcript } from './transcript/transcript.ts';

/** State of the connection. `paused`: there is none on purpose, and `resume()` opens one. */
export type SessionStatus =
  | 'idle'
  | 'connecting'
  | 'live'
  | 'reconnecting'
  | 'paused'
  | 'closing'
  | 'closed'
  | 'failed';

/**
 * The reason for the end of a session. `idle`: nothing was said or done for `idleTimeoutMs`. `hidden`: the page was hidden for longer than
 * `hiddenTimeoutMs`, or was closed.
 */
export type EndReason = 'user' | 'remote' | 'budget' | 'idle' | 'hidden' | 'failed';

/** The replacement of a connection that is under way. */
export interface Reconnection {
  /** The cause of the loss of the last connection that worked. */
  readonly cause: RenewalCause;
  /** The number of the attempt, from 1. It starts again once a connection has proved itself. */
  readonly attempt: number;
  /** The time of the attempt, in milliseconds on the session's clock; `null` while it is being made. */
  readonly nextAttemptAtMs: number | null;
  /** Whether the device reports that it has no network. The attempt then waits for it. */
  readonly isOffline: boolean;
}

/** The way to find the user's turns: by voice activity detection, or by commands of the app. */
export type InputMode = 'hands-free' | 'push-to-talk';

/**
 * The owner of a mute of the microphone: the user by a control of the page, the app by its own logic, an action of the budget, the
 * operating system, or a pause of the conversation.
 */
export type MuteOwner = 'user' | 'app' | 'budget' | 'system' | 'pause';

/** The configuration in force at the vendor, as far as the vendor reports it. */
export interface EffectiveConfig {
  /** The detection of turns in force; `null` where the vendor does not report it. */
  readonly turnDetection: TurnDetection | null;
  /** The model that answers; `null` where the vendor does not report it. */
  readonly model: string | null;
  /** The name or id of the agent's voice; `null` where the vendor does not report it. */
  readonly voice: string | null;
}

/** The public state of a session. It is immutable; parts that did not change keep their identity. */
export interface SessionState {
  readonly status: SessionStatus;
  readonly phase: SessionPhase;
  /** The reason for the end; set when `status` is `closed` or `failed`. */
  readonly endReason: EndReason | null;
  /** The fatal error when `status` is `failed`, or the error that the current reconnection recovers from; else `null`. */
  readonly error: RealtimeError | null;
  /**
   * Whether the app has paused the conversation. The status is then `paused`, or stays `live` where the vendor allows a
   * connection that costs nothing while it is held (`capabilities.pause`).
   */
  readonly isPaused: boolean;
  /**
   * The end of an idle session, in milliseconds on the session's clock. Set with `idle-warning`;
   * `null` before, and as soon as something happens.
   */
  readonly idleEndsAtMs: number | null;
  /** The replacement of the connection that is under way; set while `status` is `reconnecting`, else `null`. */
  readonly reconnection: Reconnection | null;
  /**
   * The reason to open another connection that takes the place of the one in use, while `status` is `live`: `connection-silent`
   * where the one in use may be dead, and else a reason to renew it. `null` where none is.
   */
  readonly renewalCause: RenewalCause | null;
  /**
   * Whether the vendor serves others first: the session is live, and the agent hears and says nothing yet. What the user says
   * meanwhile is kept where the kit sends the audio itself.
   */
  readonly isQueued: boolean;
  /** The number of connections that this session has begun, with those of a conversation that it has restored. */
  readonly connection: number;
  /** The vendor's id of the current connection's session. */
  readonly sessionId: string | null;
  /**
   * The time at which the conversation was first live after `connect()` had begun it, in milliseconds on the session's clock; `null` before. A
   * new connection or a pause changes nothing.
   */
  readonly startedAtMs: number | null;
  /**
   * The time at which the vendor will end the session, in milliseconds since 1970; `null` where it has not said
   * so.
   */
  readonly expiresAtMs: number | null;
  readonly effective: EffectiveConfig | null;
  readonly inputMode: InputMode;
  /** `interrupted` while the system has taken the microphone, as for a phone call; `lost` when its device is gone. */
  readonly microphone: 'off' | 'opening' | 'on' | 'interrupted' | 'lost';
  /** The chosen microphone; `null` is the system default. */
  readonly microphoneId: string | null;
  /** The chosen speaker; `null` is the system default. */
  readonly speakerId: string | null;
  /** Whether no audio of the user leaves: `mutedBy` is not empty. */
  readonly isMuted: boolean;
  /** The owners of the mute. The microphone stays muted until each of them has unmuted it. */
  readonly mutedBy: readonly MuteOwner[];
  /** 0 (silent) to 1 (full). */
  readonly volume: number;
  /** Whether the browser waits for a gesture before it plays. */
  readonly isPlaybackBlocked: boolean;
  /** Whether a turn of the user is open (push-to-talk). */
  readonly isTurnOpen: boolean;
  /** The agent's item that is audible now. */
  readonly speakingItemId: ItemId | null;
  /** State of barge-in; `null` in a session without barge-in, and until it has loaded. */
  readonly bargeIn: BargeInState | null;
  readonly transcript: Transcript;
  /** The last report of each response and transcription, newest last, bounded to the last 200. */
  readonly usage: readonly UsageEntry[];
  readonly rateLimits: readonly RateLimit[];
  /** Voice-to-voice latency of the finished turns, newest last, bounded to the last 200. */
  readonly latencies: readonly TurnLatency[];
}

/** One report of usage and its source. */
export interface UsageEntry {
  /** The response, or the item whose speech was transcribed. */
  readonly id: string;
  readonly source: 'response' | 'transcription';
  readonly record: UsageRecord;
}

/**
 * The stages of one turn from the end of the user's speech to the agent's first audible sample. All are milliseconds on
 * the session's clock; a stage that did not happen, or that the vendor does not report, is `null`.
 */
export interface TurnStages {
  /** The user's last voiced sample, found locally. */
  readonly speechEndedAtMs: number | null;
  /** The turn was taken as over: the vendor's detection, or the user's own commit. */
  readonly turnEndedAtMs: number | null;
  readonly responseStartedAtMs: number | null;
  readonly firstAudioAtMs: number | null;
  /** The first sample left the speaker. */
  readonly audibleAtMs: number | null;
}

/** Voice-to-voice latency of one answered turn. */
export interface TurnLatency extends TurnStages {
  readonly responseId: string;
  /** From the end of the user's speech (or of the turn, where that is unknown) to the first audible sample. */
  readonly voiceToVoiceMs: number;
}
