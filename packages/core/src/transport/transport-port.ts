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

/** An open connection. */
export interface Transport {
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
}

/** Opens connections. */
export interface TransportPort {
  /** @throws RealtimeError `connect-refused`, `connect-timeout` or `aborted`. */
  open(options: TransportOpenOptions): Promise<Transport>;
}
