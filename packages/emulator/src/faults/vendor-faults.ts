import type { LoggedFrame } from '../session-log.ts';
import type { FaultKind, FaultMoment } from './fault.ts';

/** The reason for which a vendor refuses a session, or ends it. */
export type Problem =
  | 'credential-expired'
  | 'credential-rejected'
  | 'rate-limit'
  | 'quota'
  | 'error'
  | 'session-cap'
  | 'unannounced-cap';

/** A request before there is a connection: for a credential, for a call, or to signal for a room. */
export type RequestKind = 'mint' | 'call' | 'signal';

/** An HTTP answer. An object is sent as JSON, a string as text. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string | Readonly<Record<string, unknown>>;
}

/** The end of a connection in a vendor's own way. */
export interface VendorEnd {
  /** The frames that are sent before the close. */
  readonly frames: readonly LoggedFrame[];
  /** The close code; `null` if the connection stays open. */
  readonly code: number | null;
  readonly reason: string;
}

/** Reads the moments of one connection off its frames. */
export type PhaseReader = (
  direction: 'in' | 'out',
  frame: LoggedFrame,
  phase: FaultMoment,
) => readonly FaultMoment[];

/** A frame in two parts. */
export interface SplitFrame {
  /** The part with words of the user or of the agent. */
  readonly words: LoggedFrame | null;
  readonly rest: LoggedFrame | null;
}

/** The part of a vendor that faults need. */
export interface VendorFaults {
  /** Faults that this vendor does not have. */
  readonly lacks: ReadonlySet<FaultKind>;
  /** The kind of a request; `null` for one that faults do not affect. */
  requestKind(method: string, path: string): RequestKind | null;
  /** The HTTP answer to a request that is refused. */
  answer(problem: Problem, request: RequestKind): HttpAnswer;
  /** The frames of sockets. */
  readonly frames: 'text' | 'binary';
  /** The close code of a refusal after an accepted upgrade, if `end` keeps the connection open. */
  readonly refusalCode: number;
  /** The end of an open connection. */
  end(problem: Problem, message: string): VendorEnd;
  /** The frame that announces the end of a connection, for vendors that do so. */
  announceEnd?(timeLeftMs: number): LoggedFrame;
  /** Creates the reader of one connection. */
  createPhaseReader(): PhaseReader;
  /** A frame of a type that there is not, filled up with so many letters. */
  unknownEvent(filler: string): LoggedFrame;
  /** Separates the words of a frame from the rest of it. Either may be missing. */
  splitTranscript(frame: LoggedFrame): SplitFrame;
  /** The frame without usage; `null` if nothing is left of it. */
  withoutUsage(frame: LoggedFrame): LoggedFrame | null;
}
