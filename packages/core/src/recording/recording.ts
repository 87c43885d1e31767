import type { RealtimeError } from '../errors/realtime-error.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { SpeakerStats } from '../media/speaker-port.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { SessionEvents } from '../runtime/realtime-session.ts';
import type { BudgetState } from '../session/budget/budget-state.ts';
import type { ConnectionStats } from '../transport/transport-port.ts';
import type { StatePatch } from './state-patch.ts';

/**
 * The version of the format that this version of the kit writes. A new kind of line keeps the version: a reader skips what it does
 * not know. A new version means that an older reader would show something wrong.
 */
export const RECORDING_VERSION = 1;

/** The first line of a recording. */
export interface RecordingManifest {
  readonly format: 'repartee-recording';
  /** `RECORDING_VERSION` of the kit that wrote it. */
  readonly version: number;
  /** The start of the recording, by the wall clock, in milliseconds since 1970. */
  readonly startedAt: number;
  /** The start of the recording, in milliseconds on the session's clock. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** Whether the words are masked. */
  readonly words: 'keep' | 'mask';
  /** The sides whose audio was recorded. A file without the field has none. */
  readonly audio?: 'none' | 'agent' | 'both';
  readonly capabilities: Capabilities;
}

/** An event of a session, as it is recorded. */
export type RecordedEvent = {
  readonly [Type in Exclude<keyof SessionEvents, 'wire'>]: {
    readonly type: Type;
    readonly event: SessionEvents[Type];
  };
}[Exclude<keyof SessionEvents, 'wire'>];

/** The audio that a frame carried. */
export interface FrameAudio {
  readonly side: 'user' | 'agent';
  /** The item that the agent's audio belongs to; `null` for the user's. */
  readonly itemId: ItemId | null;
  /** The start of the audio in its item, or in what the user has sent since the recorder was created, in milliseconds. */
  readonly offsetMs: number;
  readonly durationMs: number;
}

/** A change of the page, the device or its network. */
export type PageChange =
  | 'visible'
  | 'hidden'
  | 'frozen'
  | 'resumed'
  | 'online'
  | 'offline'
  /** A microphone or a speaker was plugged in or out. */
  | 'devices-changed';

/** A frame on the wire. */
export interface RecordedFrame {
  readonly kind: 'frame';
  readonly direction: 'in' | 'out';
  /** The number of the connection. It may have been a standby connection. */
  readonly connection: number;
  /** The frame as text. Audio, images and other long data are replaced by their length, a binary frame is its length. */
  readonly text: string;
  /**
   * The length of the frame: characters of a text, bytes of a binary frame. Left out in files of earlier versions of the
   * kit.
   */
  readonly length?: number;
  /** The audio of the frame. Left out for a frame without any. */
  readonly audio?: FrameAudio;
}

/** Measurements, taken once a second at most while a conversation runs. */
export interface RecordedStats {
  readonly kind: 'stats';
  /** Jitter buffer and underruns; `null` while no speaker is open. */
  readonly speaker: SpeakerStats | null;
  /** The browser's statistics of a call; `null` for WebSockets. */
  readonly connection: ConnectionStats | null;
}

/** The cost of the conversation so far, in sessions with a budget. Recorded when it has changed. */
export interface RecordedCost {
  readonly kind: 'cost';
  readonly cost: Pick<BudgetState, 'cost' | 'currency' | 'isEstimated' | 'usage' | 'minutes' | 'turns'>;
}

/** One step of a recording and its time, in milliseconds since the recording began. `kind` tells what happened. */
export type RecordedStep = { readonly atMs: number } & (
  | { readonly kind: 'state'; readonly patch: StatePatch }
  | ({ readonly kind: 'event' } & RecordedEvent)
  | RecordedFrame
  | RecordedStats
  | RecordedCost
  | { readonly kind: 'page'; readonly change: PageChange }
);

/** A stretch of audio of one side. */
export interface RecordedAudio {
  /**
   * The user: what went to the vendor, or in a call what the microphone captured. The agent: what left the speaker, after ducks and
   * cuts, or what was never heard.
   */
  readonly side: 'user' | 'agent';
  /** False for audio of the agent that arrived and was cut before it was played. Its time is when it would have been heard. */
  readonly isHeard: boolean;
  /** The time at which its first sample was captured or heard, in milliseconds since the recording began. */
  readonly atMs: number;
  readonly durationMs: number;
  /** The item that an unheard stretch belongs to, else `null`. */
  readonly itemId: ItemId | null;
  readonly format: AudioFormat;
  /** Samples in that format, mono. `decodeAudio` of `@repartee/core/audio` reads them. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A stretch of audio as a line of the file. `isHeard` is left out where it was heard. */
export interface AudioLine extends Pick<RecordedAudio, 'side' | 'atMs' | 'format'> {
  readonly kind: 'audio';
  readonly isHeard?: false;
  readonly itemId?: ItemId;
  /** The samples in Base64. */
  readonly data: string;
}

/** The loudness of a stretch of audio. A follower gets it in place of the audio, which only files hold. */
export interface RecordedLevels extends Pick<RecordedAudio, 'side' | 'isHeard' | 'atMs'> {
  readonly kind: 'levels';
  /** The length of one level, in milliseconds. */
  readonly everyMs: number;
  /** The largest sample of each such time, 0 to 1. The last one may be shorter. */
  readonly levels: readonly number[];
}

/** A recording that was read. */
export interface Recording {
  readonly manifest: RecordingManifest;
  /** The steps in the order of time. */
  readonly steps: readonly RecordedStep[];
  /** The audio in the order of time; empty where none was recorded. */
  readonly audio: readonly RecordedAudio[];
  /** The reason why only a part of the file could be read; `null` for a whole one. */
  readonly problem: RealtimeError | null;
}
