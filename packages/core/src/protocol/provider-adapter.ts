import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import type { AudioFormat } from './audio-format.ts';
import type { BrowserStatsReport, BrowserTrack } from './browser-types.ts';
import type { Capabilities } from './capabilities.ts';
import type { ClientCommand } from './client-command.ts';
import type { Credential } from './credential.ts';
import type { ServerEvent } from './server-event.ts';
import type { SessionConfig } from './session-config.ts';
import type { WireFrame } from './wire-frame.ts';

/**
 * Sends the offer of a call to the vendor, where the app's own server posts it. It returns the answer, or the Response that
 * holds the answer.
 */
export type SdpExchange = (
  offer: string,
  request: { readonly config: SessionConfig; readonly signal: AbortSignal },
) => Promise<string | Response>;

/** A connection by WebSocket: everything, audio too, goes as frames. */
export interface WebSocketPlan {
  readonly kind: 'websocket';
  readonly url: string;
  readonly protocols: readonly string[];
}

/** A call by WebRTC: events go over a data channel, audio as media of its own. */
export interface WebRtcPlan {
  readonly kind: 'webrtc';
  /** The address that the offer is posted to. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The label of the data channel. */
  readonly channel: string;
  /** Sends the offer and returns the answer, in place of posting the offer to `url`. */
  readonly exchange?: (offer: string, signal: AbortSignal) => Promise<string | Response>;
}

/** The arguments of a call over a vendor's own client. */
export interface CustomOpening {
  /** The microphone, as a track of the call's own. The call may disable it; the owner of the microphone stops it. */
  readonly input: BrowserTrack | null;
  readonly signal: AbortSignal;
  readonly onFrame: (frame: string) => void;
  /** The agent's audio; `null` once it has ended. */
  readonly onOutput: (track: BrowserTrack | null) => void;
  /** Comes once. Not called for a `close()` of our own. */
  readonly onClose: (close: {
    readonly code: number;
    readonly reason: string;
    readonly wasClean: boolean;
  }) => void;
}

/** An open call over a vendor's own client. */
export interface CustomConnection {
  /** Returns false when the call is not open any more. */
  send(frame: string): boolean;
  /** Takes another microphone, or none. */
  setInput(track: BrowserTrack | null): Promise<void>;
  /** The browser's statistics of the agent's audio; `null` where there are none. */
  report(): Promise<BrowserStatsReport | null>;
  close(): void;
}

/** A call over a vendor's own client, which the plan brings along: core knows only what goes in and out. */
export interface CustomPlan {
  readonly kind: 'custom';
  /** @throws RealtimeError of any `transport` or `credential` code. */
  readonly open: (opening: CustomOpening) => Promise<CustomConnection>;
}

/** The plan of one connection, as data or as the function that opens it. */
export type ConnectionPlan = WebSocketPlan | WebRtcPlan | CustomPlan;

/** The input of a connection plan. */
export interface PlanInput {
  readonly credential: Credential;
  readonly config: SessionConfig;
  /** The handle of an earlier connection to take up again, where the vendor gives one. */
  readonly resumeHandle: string | null;
}

/** The facts about a connection that has ended. */
export interface CloseContext {
  /** Whether it was opened with a handle, to take up an earlier connection. */
  readonly isResuming: boolean;
  /**
   * The number of connections in a row, this one included, that have ended before they were live since they were opened with the
   * same handle. 0 where this one was live, or had no handle.
   */
  readonly refusals: number;
  /** The age of the connection at its end, in milliseconds. */
  readonly ageMs: number;
  /** Whether the vendor had announced that it ends about now. */
  readonly isDue: boolean;
  /**
   * Whether the connection before this one went silent without an end: the vendor may take it for open still. `false` once this
   * one was live.
   */
  readonly isAfterSilence: boolean;
}

/** The meaning of the end of a transport. */
export interface CloseVerdict {
  /** `null` where the vendor has ended the conversation in good order. */
  readonly code: RealtimeErrorCode | null;
  readonly message: string;
  /** Whether another connection may continue the conversation. */
  readonly isRetryable: boolean;
  /**
   * The number of attempts after such closes in a row before the session ends.
   * @default the reconnect policy's limit
   */
  readonly retryLimit?: number;
  /** The shortest wait before the next attempt, in milliseconds. @default 0 */
  readonly retryAfterMs?: number;
  /** Whether the handle is of no use any more, so that the next connection begins a new conversation. @default false */
  readonly dropsHandle?: boolean;
}

/** The connection that a codec is made for. */
export interface CodecOpening {
  /** The connection's number in its session. Ids that a codec makes itself carry it: a session outlives connections. */
  readonly connection: number;
  /** The handle of an earlier connection to take up again, where it is written into a frame and not into the address. */
  readonly resumeHandle: string | null;
}

/** The state of one connection's wire. It is synchronous, does no I/O and touches no media. */
export interface WireCodec {
  /** Reads one frame as zero or more events. It never throws: a frame that it cannot read becomes `unknown` or `malformed`. */
  decode(frame: string | ArrayBuffer): readonly ServerEvent[];
  /**
   * Writes one command as zero or more frames.
   *
   * @throws RealtimeError `unsupported-capability` or `invalid-config` for what the vendor cannot do.
   */
  encode(command: ClientCommand): readonly WireFrame[];
  /**
   * Writes a message of the vendor's own, one that the kit has no word for. Left out where the vendor has none.
   *
   * @throws RealtimeError `invalid-config` for one that cannot be written.
   */
  encodeVendorEvent?(event: Readonly<Record<string, unknown>>): readonly WireFrame[];
  /**
   * Writes a message that changes nothing and that the vendor always answers, to find out whether it is still there. Left out
   * where the vendor has none.
   */
  encodeProbe?(): readonly WireFrame[];
  /** The user has been muted for a second while streaming. A codec whose vendor waits for more audio ends the stream here. */
  pauseInput?(): readonly WireFrame[];
}

/** The facts about a vendor that are known before its codec is loaded. */
export interface AdapterFacts<Can extends Capabilities = Capabilities> {
  readonly id: string;
  readonly capabilities: Can;
  readonly inputFormat: AudioFormat;
  readonly outputFormat: AudioFormat;
  /** The transport of its connections. Over `webrtc` the vendor plays the audio, and its events report what was played. @default 'websocket' */
  readonly transport?: 'websocket' | 'webrtc';
}

/** A vendor: a plan, a codec and facts. It has no state; all memory is in the codec of a connection. */
export interface ProviderAdapter<Can extends Capabilities = Capabilities> extends AdapterFacts<Can> {
  /**
   * For vendors that want a stream without gaps: while nothing of the user's leaves (muted, no microphone), a chunk of
   * silence of this length goes out this often, in milliseconds.
   */
  readonly silenceEveryMs?: number;
  /** The largest frame that the vendor takes, in bytes. A command that needs a larger one is refused. @default no limit */
  readonly maxFrameBytes?: number;
  /**
   * For vendors whose voice detection counts audio and not time: where the user's audio stops in mid-speech (muted, no
   * microphone, half duplex), silence goes out until the vendor has found the end of the turn. @default false
   */
  readonly silenceAfterSpeech?: boolean;
  /**
   * Describes the connection.
   *
   * @throws RealtimeError `invalid-config` when the configuration cannot be served.
   */
  plan(input: PlanInput): ConnectionPlan;
  createCodec(opening?: CodecOpening): WireCodec;
  /**
   * Tells what the end of a connection meant. Adapters whose vendor gives meaning to close codes implement it; for
   * `null`, 1000 is a remote end and everything else a lost connection.
   */
  readClose?(
    close: { readonly code: number; readonly reason: string },
    context: CloseContext,
  ): CloseVerdict | null;
}

/** An adapter whose codec is loaded with the first connection, so that a page at rest does not load it. */
export interface LazyAdapter<Can extends Capabilities = Capabilities> extends AdapterFacts<Can> {
  load(): Promise<ProviderAdapter<Can>>;
}
