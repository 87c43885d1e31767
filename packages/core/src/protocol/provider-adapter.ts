import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import type { AudioFormat } from './audio-format.ts';
import type { Capabilities } from './capabilities.ts';
import type { ClientCommand } from './client-command.ts';
import type { ServerEvent } from './server-event.ts';
import type { SessionConfig } from './session-config.ts';
import type { WireFrame } from './wire-frame.ts';

/** A short-lived permission to open a connection, minted by the app's own server. */
export interface Credential {
  readonly value: string;
  /** When it stops opening connections, in milliseconds since 1970; `null` where unknown. */
  readonly expiresAtMs: number | null;
  /** The address to use instead of the adapter's own, for vendors that mint one per session. */
  readonly url?: string;
}

/**
 * How the offer of a call gets to the vendor, and the answer back, where the app's own server posts it. It gives the answer, or
 * the Response that holds it.
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
  /** Where the offer is posted, and with what. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The label of the data channel. */
  readonly channel: string;
  /** Brings the offer to whoever answers it, in place of posting it to `url`. */
  readonly exchange?: (offer: string, signal: AbortSignal) => Promise<string | Response>;
}

/** What a call over a vendor's own client is opened with. */
export interface CustomOpening {
  /** The microphone, as a track of the call's own: it may be switched off, and is stopped by whoever made it. */
  readonly input: MediaStreamTrack | null;
  readonly signal: AbortSignal;
  readonly onFrame: (frame: string) => void;
  /** The agent's audio; `null` once there is none any more. */
  readonly onOutput: (track: MediaStreamTrack | null) => void;
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
  setInput(track: MediaStreamTrack | null): Promise<void>;
  /** What the browser measures of the agent's audio; `null` where there is nothing to measure. */
  report(): Promise<RTCStatsReport | null>;
  close(): void;
}

/** A call over a vendor's own client, which the plan brings along: core knows only what goes in and out. */
export interface CustomPlan {
  readonly kind: 'custom';
  /** @throws RealtimeError of any `transport` or `credential` code. */
  readonly open: (opening: CustomOpening) => Promise<CustomConnection>;
}

/** How one connection is opened, described as data, or by what opens it. */
export type ConnectionPlan = WebSocketPlan | WebRtcPlan | CustomPlan;

/** What an adapter is told when a connection is planned. */
export interface PlanInput {
  readonly credential: Credential;
  readonly config: SessionConfig;
  /** The handle of an earlier connection to take up again, where the vendor gives one. */
  readonly resumeHandle: string | null;
}

/** How a transport's end is to be read. */
export interface CloseVerdict {
  readonly code: RealtimeErrorCode | null;
  readonly message: string;
  readonly isRetryable: boolean;
}

/** Which connection a codec is made for. */
export interface CodecOpening {
  /** The connection's number in its session. Ids that a codec makes itself carry it: a session outlives connections. */
  readonly connection: number;
  /** The handle of an earlier connection to take up again, where it is written into a frame and not into the address. */
  readonly resumeHandle: string | null;
}

/** The state of one connection's wire. It is synchronous, does no I/O and touches no media. */
export interface WireCodec {
  /** Reads one frame as zero or more events. It never throws: what it cannot read becomes `unknown` or `malformed`. */
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
  /** The user has been muted for a second, in mid-stream. Codecs of vendors that wait for more audio say so here. */
  pauseInput?(): readonly WireFrame[];
}

/** What is known of a vendor before anything of its wire is needed. */
export interface AdapterFacts<Can extends Capabilities = Capabilities> {
  readonly id: string;
  readonly capabilities: Can;
  readonly inputFormat: AudioFormat;
  readonly outputFormat: AudioFormat;
  /** What its connections are made of. Over `webrtc` the vendor plays, and its events tell what was played. @default 'websocket' */
  readonly transport?: 'websocket' | 'webrtc';
}

/** A vendor: a plan, a codec and facts. It has no state; all memory is in the codec of a connection. */
export interface ProviderAdapter<Can extends Capabilities = Capabilities> extends AdapterFacts<Can> {
  /**
   * For vendors that want a stream without gaps: while nothing of the user's leaves (muted, no microphone), a chunk of
   * silence of this length goes out this often, in milliseconds.
   */
  readonly silenceEveryMs?: number;
  /**
   * Describes the connection.
   *
   * @throws RealtimeError `invalid-config` when the configuration cannot be served.
   */
  plan(input: PlanInput): ConnectionPlan;
  createCodec(opening?: CodecOpening): WireCodec;
  /**
   * Tells what the end of a connection meant. Adapters whose vendor gives meaning to close codes implement it; without
   * it, 1000 is a remote end and everything else a lost connection.
   */
  readClose?(close: { readonly code: number; readonly reason: string }): CloseVerdict | null;
}

/** A vendor whose wire is fetched with the first connection, so that a page does not pay for it before a word is said. */
export interface LazyAdapter<Can extends Capabilities = Capabilities> extends AdapterFacts<Can> {
  load(): Promise<ProviderAdapter<Can>>;
}
