/**
 * A moment of a connection, as the emulated vendor sees it:
 * - `mint`: a request for an ephemeral credential
 * - `upgrade`: the request that opens a socket, a call or a room
 * - `configured`: the vendor has acknowledged the configuration
 * - `listening`, `user-speaking`, `thinking`, `speaking`, `tool-running`: the phases of the conversation. `speaking` begins
 *   with the first audio that is sent and ends with the last; `tool-running` begins with a tool call and ends with its result.
 */
export type FaultMoment =
  | 'mint'
  | 'upgrade'
  | 'configured'
  | 'listening'
  | 'user-speaking'
  | 'thinking'
  | 'speaking'
  | 'tool-running';

/** The moment of a fault, its connections and its repetitions. */
export interface FaultTrigger {
  /** @default the usual moment of the fault: `upgrade` for what refuses a connection, else `configured` */
  readonly at?: FaultMoment;
  /** From the moment to the fault, in milliseconds. @default 0 */
  readonly afterMs?: number;
  /**
   * The number of the vendor's connection, counted from 1; a refused one counts. For `mint`, the number of the request for a
   * credential.
   *
   * @default 'every'
   */
  readonly onConnection?: number | 'every';
  /** The number of times that the fault happens in all. @default 1 */
  readonly times?: number | 'always';
}

/** The way of frames and packets that a fault affects. */
export type FaultDirection = 'to-client' | 'to-server' | 'both';

/** Answers a request for a credential or a connection with an HTTP error. */
export interface RefuseFault {
  readonly kind: 'refuse';
  /** HTTP status, 400 to 599. @default 503 */
  readonly status?: number;
  /** The header `Retry-After`, in seconds. @default none */
  readonly retryAfterS?: number;
}

/** Leaves a request for a credential or a connection without an answer. */
export interface HangFault {
  readonly kind: 'hang';
  /** After this time the request is answered, in milliseconds. @default never */
  readonly forMs?: number;
}

/** Ends a connection. */
export interface DropFault {
  readonly kind: 'drop';
  /**
   * - `clean`: the server closes, with `code` and `reason`
   * - `abrupt`: the connection ends without a close frame (code 1006)
   * - `reset`: TCP reset; frames that are under way are lost
   * - `half-open`: nothing arrives any more in either direction, and neither side is told
   *
   * On a call, `abrupt` and `reset` stop the vendor's peer without a goodbye.
   *
   * @default 'abrupt'
   */
  readonly how?: 'clean' | 'abrupt' | 'reset' | 'half-open';
  /** Close code of a `clean` end: 1000 to 1014 without 1004 to 1006, or 3000 to 4999. @default 1000 */
  readonly code?: number;
  /** Close reason of a `clean` end, at most 123 bytes. @default '' */
  readonly reason?: string;
}

/** Holds back what is under way, then delivers it in order. With `to-server`, the server stops reading. */
export interface StallFault {
  readonly kind: 'stall';
  /** @default 'both' */
  readonly direction?: FaultDirection;
  /** The duration, in milliseconds. @default for good */
  readonly forMs?: number;
}

/** Limits the throughput. */
export interface ThrottleFault {
  readonly kind: 'throttle';
  /** The throughput that is left, in bytes per second. */
  readonly bytesPerSecond: number;
  /** @default 'both' */
  readonly direction?: FaultDirection;
  /** The duration, in milliseconds. @default for good */
  readonly forMs?: number;
}

/** Delays what the server sends by random times. Frames of a socket keep their order; packets of a call do not. */
export interface JitterFault {
  readonly kind: 'jitter';
  /** The longest delay, in milliseconds. */
  readonly maxMs: number;
  /** The duration, in milliseconds. @default for good */
  readonly forMs?: number;
}

/** Sends the next frames in reverse order, all together when the last of them is due or a second has passed. */
export interface ReorderFault {
  readonly kind: 'reorder';
  /** The number of frames, 2 or more. @default 2 */
  readonly count?: number;
}

/** Sends each of the next frames twice. */
export interface DuplicateFault {
  readonly kind: 'duplicate';
  /** @default 1 */
  readonly count?: number;
}

/** Destroys the next frames. */
export interface CorruptFault {
  readonly kind: 'corrupt';
  /** `json`: the second half of the frame is missing. `bytes`: the frame is binary noise. @default 'json' */
  readonly how?: 'json' | 'bytes';
  /** @default 1 */
  readonly count?: number;
}

/** Sends a frame of an unknown type that is very large. */
export interface OversizeFault {
  readonly kind: 'oversize';
  /** Size of the frame in bytes, at most 64 MiB. @default 20 MiB */
  readonly bytes?: number;
}

/** Sends a frame of a type that no client knows. */
export interface UnknownEventFault {
  readonly kind: 'unknown-event';
}

/** Delays transcripts of the user and of the agent. Everything else is on time. */
export interface LateTranscriptsFault {
  readonly kind: 'late-transcripts';
  /** The delay, in milliseconds. @default 3000 */
  readonly byMs?: number;
}

/** Takes the usage out of everything that is sent. */
export interface MissingUsageFault {
  readonly kind: 'missing-usage';
}

/** Refuses the credential in the vendor's own way; with `mint`, the API key of the request. */
export interface CredentialFault {
  readonly kind: 'credential';
  /** @default 'expired' */
  readonly problem?: 'expired' | 'rejected';
}

/** Tells in the vendor's own way that there are too many requests. */
export interface RateLimitFault {
  readonly kind: 'rate-limit';
  /** The header `Retry-After` of an HTTP answer, in seconds. @default 1 */
  readonly retryAfterS?: number;
}

/** Tells in the vendor's own way that the account is used up. */
export interface QuotaFault {
  readonly kind: 'quota';
}

/** Ends the session at its cap in the vendor's own way. With `upgrade`, the cap counts from the start of the session. */
export interface SessionCapFault {
  readonly kind: 'session-cap';
  /** Time to the end, in seconds. */
  readonly seconds: number;
  /** Whether the vendor's own notice precedes the end. @default true */
  readonly announced?: boolean;
}

/** Announces the end of the connection, for vendors that do so. */
export interface GoAwayFault {
  readonly kind: 'go-away';
  /** The announced time, in milliseconds. @default 50000 */
  readonly timeLeftMs?: number;
  /**
   * - `close`: the connection ends after the announced time
   * - `silence`: the server sends nothing more, and the connection ends after the announced time
   * - `stay`: the connection does not end
   *
   * @default 'close'
   */
  readonly outcome?: 'close' | 'silence' | 'stay';
}

/** The answer that is being made fails, in the vendor's own way. */
export interface AnswerErrorFault {
  readonly kind: 'answer-error';
  /** @default 'The server had an error.' */
  readonly message?: string;
}

/** Refuses to resume a session, for vendors whose sessions can be resumed. */
export interface StaleHandleFault {
  readonly kind: 'stale-handle';
  /** `not-found`: the session is unknown. `internal-error`: an error that looks transient. @default 'not-found' */
  readonly how?: 'not-found' | 'internal-error';
}

/** A resumed session says the sentence again that the lost connection has cut, for vendors whose sessions can be resumed. */
export interface RepeatSentenceFault {
  readonly kind: 'repeat-sentence';
}

/** The account has no free place: the conversation waits, for vendors that have such a queue. */
export interface WaitQueueFault {
  readonly kind: 'wait-queue';
  /** The wait, in milliseconds. @default 2000 */
  readonly waitMs?: number;
  /** The end of the wait. @default 'admitted' */
  readonly outcome?: 'admitted' | 'timed-out';
}

/** Loses packets of a call. */
export interface PacketLossFault {
  readonly kind: 'packet-loss';
  /** 0 to 100. */
  readonly percent: number;
  /** @default 'both' */
  readonly direction?: FaultDirection;
  /** The duration, in milliseconds. @default for good */
  readonly forMs?: number;
}

/** Breaks the path of a call's packets: ICE becomes disconnected, then failed. */
export interface IceFailureFault {
  readonly kind: 'ice-failure';
  /** After this time packets pass again, in milliseconds. @default never */
  readonly forMs?: number;
}

/** Closes the data channel of a call. Its audio goes on. */
export interface ChannelCloseFault {
  readonly kind: 'channel-close';
}

/** Something that goes wrong with a connection. */
export type Fault =
  | RefuseFault
  | HangFault
  | DropFault
  | StallFault
  | ThrottleFault
  | JitterFault
  | ReorderFault
  | DuplicateFault
  | CorruptFault
  | OversizeFault
  | UnknownEventFault
  | LateTranscriptsFault
  | MissingUsageFault
  | CredentialFault
  | RateLimitFault
  | QuotaFault
  | SessionCapFault
  | GoAwayFault
  | AnswerErrorFault
  | StaleHandleFault
  | RepeatSentenceFault
  | WaitQueueFault
  | PacketLossFault
  | IceFailureFault
  | ChannelCloseFault;

/** The name of a fault. */
export type FaultKind = Fault['kind'];

/**
 * A fault with its trigger.
 *
 * @example
 * ```ts
 * const fault: PlannedFault = { kind: 'drop', how: 'reset', trigger: { at: 'speaking', afterMs: 300 } };
 * ```
 */
export type PlannedFault = Fault & {
  /** The moment of the fault. @default the usual moment of the fault, once */
  readonly trigger?: FaultTrigger;
  /** Only on connections to this vendor. @default every vendor */
  readonly vendor?: string;
};

/** A list of faults, as data. Each entry is independent of the others. */
export type FaultPlan = readonly PlannedFault[];
