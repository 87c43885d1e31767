import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ConnectionPlan } from '../protocol/provider-adapter.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';

/** The end of a connection. */
export interface TransportClose {
  /** The close code; 1006 where the connection just broke. */
  readonly code: number;
  readonly reason: string;
  /** True when the other side completed the closing handshake. */
  readonly wasClean: boolean;
  /** The error that the transport itself has found. It says more than the code. */
  readonly error?: RealtimeError;
}

/** The callbacks by which a connection reports to the session. */
export interface TransportListener {
  /** One frame, in the order of the wire. */
  readonly onFrame: (frame: string | ArrayBuffer) => void;
  /** Comes once, after which nothing comes. Not called for a `close()` of our own. */
  readonly onClose: (close: TransportClose) => void;
  /**
   * The path of a call looks well, or it does not: the agent's sound, which came all the time, has stopped (`quiet`), or the
   * browser reports that nothing comes through (`away`). `sinceMs` is on the session's clock. Either may pass.
   */
  readonly onPathChange?: (path: 'well' | 'quiet' | 'away', sinceMs: number) => void;
}

/** The browser's measurements of a call. A value that the browser does not know is `null`. */
export interface ConnectionStats {
  readonly roundTripMs: number | null;
  /** The jitter of the agent's packets, in milliseconds. */
  readonly jitterMs: number | null;
  /** Share of the agent's packets that were lost, 0 to 1. */
  readonly lossRatio: number | null;
  /** Share of what was played that the browser had to make up, 0 to 1. */
  readonly concealedRatio: number | null;
  readonly receivedBytes: number | null;
  readonly sentBytes: number | null;
  /** The agent's packets that have arrived, and that were lost, since the call began. */
  readonly receivedPackets: number | null;
  readonly lostPackets: number | null;
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
  /** True where audio does not travel in frames. */
  readonly isCall?: boolean;
  /** Takes another microphone, or none, without a new connection. For calls. */
  setInput?(track: MediaStreamTrack | null): Promise<void>;
  /** Lets the microphone through, or sends silence in its place. For calls. */
  setInputOpen?(isOpen: boolean): void;
  /** Measures the connection. For calls. */
  stats?(): Promise<ConnectionStats>;
  /** Sends one frame. Returns false when the connection is not open any more. */
  send(frame: WireFrame): boolean;
  /** Bytes accepted by `send` that the network has not taken yet. */
  bufferedBytes(): number;
  /** Closes for good; safe to call twice. */
  close(code?: number, reason?: string): void;
}

/** The options with which the session opens a connection. */
export interface TransportOpenOptions {
  /** The adapter's plan of the connection. */
  readonly plan: ConnectionPlan;
  /** Aborts the opening, and closes a connection that opens too late. */
  readonly signal: AbortSignal;
  /** Receives frames and the end of the connection. */
  readonly listener: TransportListener;
  /** The media of a call, for plans of the kind `webrtc`. */
  readonly media?: CallMedia;
}

/** Opens connections. */
export interface TransportPort {
  /** @throws RealtimeError `connect-refused`, `connect-timeout` or `aborted`. */
  open(options: TransportOpenOptions): Promise<Transport>;
}
