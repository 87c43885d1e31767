import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import type { WireCodec } from './provider-adapter.ts';
import type { SessionConfig } from './session-config.ts';

/** The control of a server over a session that runs between a browser and the vendor. */
export interface ServerControl {
  /** Whether it sees the events of the session. */
  readonly canWatch: boolean;
  /** Whether it can change the configuration, such as the instructions. */
  readonly canUpdate: boolean;
  /** Whether it can run tools whose code and data stay on the server. */
  readonly canRunTools: boolean;
  /** Whether it can end the session. */
  readonly canEnd: boolean;
  /** Whether the credential itself ends the session after a time that the server chooses. */
  readonly canLimitDuration: boolean;
}

/** A call that a server opens for a browser. */
export interface CallRequest {
  /** The browser's offer (SDP). */
  readonly sdp: string;
  readonly config?: SessionConfig;
  /** The app's own id of the user. A vendor that takes user ids gets a hash of it. */
  readonly userId?: string;
  readonly signal?: AbortSignal;
}

/** A call that the vendor has answered. */
export interface StartedCall {
  /** The vendor's id of the call. */
  readonly callId: string;
  /** The vendor's answer (SDP). */
  readonly sdp: string;
}

/** The address and the headers with which a server joins a running call. */
export interface SidebandPlan {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Joins a session that the browser has opened with a credential, by the vendor's id of it. Runs on servers only. */
export interface SessionMonitor {
  /** Describes the socket. It opens once the session has begun. @throws RealtimeError `invalid-config` without a key. */
  planSideband(vendorSessionId: string): Promise<SidebandPlan>;
  /** Writes the frames that end the session. */
  writeHangUp(): readonly string[];
  /** Writes the frames that change the configuration. @throws RealtimeError `unsupported-capability` for what cannot be changed. */
  writeUpdate(config: SessionConfig): readonly string[];
}

/** Opens calls with the app's secret key, and acts in them. Runs on servers only. */
export interface CallControl {
  /** @throws RealtimeError of the same codes as minting a credential. */
  start(request: CallRequest): Promise<StartedCall>;
  /** Ends a call. A call that has ended already is not an error. @throws RealtimeError */
  hangUp(callId: string, signal?: AbortSignal): Promise<void>;
  /** Describes the socket that takes part in a call. @throws RealtimeError `invalid-config` without a key. */
  planSideband(callId: string): Promise<SidebandPlan>;
  /**
   * Writes frames for such a socket that tell the page why the call ends next. The codec of each peer reads them as a fatal error of
   * that code. Left out where the vendor passes nothing on.
   */
  writeEnd?(code: RealtimeErrorCode): readonly string[];
  /** Creates the codec of such a socket. */
  createCodec(): WireCodec;
}
