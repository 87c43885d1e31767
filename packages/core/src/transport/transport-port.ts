import type { ConnectionPlan } from '../protocol/provider-adapter.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';

/** How a connection ended. */
export interface TransportClose {
  /** The close code; 1006 where the connection just broke. */
  readonly code: number;
  readonly reason: string;
  /** Whether the other side closed it in good order. */
  readonly wasClean: boolean;
}

/** What a connection tells the session. */
export interface TransportListener {
  /** One frame, in the order of the wire. */
  readonly onFrame: (frame: string | ArrayBuffer) => void;
  /** Comes once, after which nothing comes. Not called for a `close()` of our own. */
  readonly onClose: (close: TransportClose) => void;
}

/** How a call does, as the browser measures it. What it does not know is `null`. */
export interface ConnectionStats {
  readonly roundTripMs: number | null;
  /** How unevenly the agent's packets arrive, in milliseconds. */
  readonly jitterMs: number | null;
  /** Share of the agent's packets that were lost, 0 to 1. */
  readonly lossRatio: number | null;
  /** Share of what was played that the browser had to make up, 0 to 1. */
  readonly concealedRatio: number | null;
  readonly receivedBytes: number | null;
  readonly sentBytes: number | null;
}

/** The media of a call, for transports that carry audio apart from the frames. */
export interface CallMedia {
  /** The microphone's track. It is not stopped by the transport. `null` where there is no microphone, or not yet. */
  readonly input: MediaStreamTrack | null;
  /** The agent's audio is there; `null` once the call is over. */
  readonly onOutput: (stream: MediaStream | null) => void;
}

/** An open connection. */
export interface Transport {
  /** Whether audio goes apart from the frames. */
  readonly isCall?: boolean;
  /** Takes another microphone, or none, without a new connection. For calls. */
  setInput?(track: MediaStreamTrack | null): Promise<void>;
  /** Lets the microphone through, or sends silence in its place. For calls. */
  setInputOpen?(isOpen: boolean): void;
  /** How the connection does. For calls. */
  stats?(): Promise<ConnectionStats>;
  /** Sends one frame. Returns false when the connection is not open any more. */
  send(frame: WireFrame): boolean;
  /** Bytes accepted by `send` that the network has not taken yet. */
  bufferedBytes(): number;
  /** Closes for good; safe to call twice. */
  close(code?: number, reason?: string): void;
}

/** How a connection is opened. */
export interface TransportOpenOptions {
  readonly plan: ConnectionPlan;
  readonly signal: AbortSignal;
  readonly listener: TransportListener;
  /** For plans of the kind `webrtc`. */
  readonly media?: CallMedia;
}

/** Opens connections. */
export interface TransportPort {
  /** @throws RealtimeError `connect-refused`, `connect-timeout` or `aborted`. */
  open(options: TransportOpenOptions): Promise<Transport>;
}
