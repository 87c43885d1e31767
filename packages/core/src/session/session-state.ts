import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { TurnDetection } from '../protocol/session-config.ts';
import type { RateLimit, UsageRecord } from '../protocol/usage-record.ts';
import type { BargeInState } from './barge-in/barge-in.ts';
import type { TurnLatency } from './latency.ts';
import type { Transcript } from './transcript.ts';

/** Where the connection stands. */
export type SessionStatus = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'closing' | 'closed' | 'failed';

/** Where the talk stands, as the listener hears it: `speaking` means that agent audio is being played. */
export type SessionPhase = 'idle' | 'listening' | 'user-speaking' | 'thinking' | 'speaking';

/** Why a session ended. */
export type EndReason = 'user' | 'remote' | 'budget' | 'failed';

/** How the user's turns are found: by voice activity detection, or by hand. */
export type InputMode = 'hands-free' | 'push-to-talk';

/** What is in force at the vendor, as far as it says. */
export interface EffectiveConfig {
  readonly turnDetection: TurnDetection | null;
  readonly model: string | null;
  readonly voice: string | null;
}

/** All that a component can know about a session. It is immutable; parts that did not change keep their identity. */
export interface SessionState {
  readonly status: SessionStatus;
  readonly phase: SessionPhase;
  /** Set when `status` is `closed` or `failed`. */
  readonly endReason: EndReason | null;
  /** The fatal error when `status` is `failed`, or what the current reconnection recovers from; else `null`. */
  readonly error: RealtimeError | null;
  /** How many connections this session has begun. */
  readonly connection: number;
  /** The vendor's id of the current connection's session. */
  readonly sessionId: string | null;
  /** When the vendor will end the session, in milliseconds since 1970. */
  readonly expiresAtMs: number | null;
  readonly effective: EffectiveConfig | null;
  readonly inputMode: InputMode;
  readonly microphone: 'off' | 'opening' | 'on' | 'lost';
  /** The microphone that was chosen; `null` follows the system. */
  readonly microphoneId: string | null;
  /** The speaker that was chosen; `null` follows the system. */
  readonly speakerId: string | null;
  readonly isMuted: boolean;
  /** 0 (silent) to 1 (as it came). */
  readonly volume: number;
  /** Whether the browser waits for a gesture before it plays. */
  readonly isPlaybackBlocked: boolean;
  /** Whether the user's turn has been opened by hand. */
  readonly isTurnOpen: boolean;
  /** The agent's item that is audible now. */
  readonly speakingItemId: ItemId | null;
  /** What is known about barge-in; `null` in a session without, and until it is there. */
  readonly bargeIn: BargeInState | null;
  readonly transcript: Transcript;
  /** The last report of each response and transcription, newest last, bounded to the last 200. */
  readonly usage: readonly UsageEntry[];
  readonly rateLimits: readonly RateLimit[];
  /** Voice-to-voice latency of the finished turns, newest last, bounded to the last 200. */
  readonly latencies: readonly TurnLatency[];
}

/** One report of usage and what it was for. */
export interface UsageEntry {
  /** The response, or the item whose speech was transcribed. */
  readonly id: string;
  readonly source: 'response' | 'transcription';
  readonly record: UsageRecord;
}
