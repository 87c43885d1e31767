import { redactCause, redactSecrets, redactText } from './redact-secrets.ts';

/** The closed list of error codes. */
export type RealtimeErrorCode =
  | 'invalid-config'
  | 'unsupported-capability'
  | 'invalid-state'
  | 'credential-fetch-failed'
  | 'credential-rejected'
  | 'credential-expired'
  | 'microphone-denied'
  | 'microphone-missing'
  | 'microphone-busy'
  | 'microphone-lost'
  | 'speaker-missing'
  | 'camera-denied'
  | 'camera-missing'
  | 'camera-busy'
  | 'camera-lost'
  | 'screen-denied'
  | 'image-unreadable'
  | 'image-unsupported'
  | 'image-too-large'
  | 'insecure-context'
  | 'playback-blocked'
  | 'worklet-failed'
  | 'module-failed'
  | 'connect-timeout'
  | 'connect-refused'
  | 'connection-lost'
  | 'connection-silent'
  | 'send-backlog'
  | 'malformed-frame'
  | 'unsupported-protocol'
  | 'rate-limited'
  | 'quota-exhausted'
  | 'session-expired'
  | 'content-refused'
  | 'vendor-failed'
  | 'response-timeout'
  | 'tool-unknown'
  | 'tool-failed'
  | 'tool-timeout'
  | 'tool-rejected'
  | 'tool-declined'
  | 'approval-timeout'
  | 'budget-exceeded'
  | 'storage-failed'
  | 'internal-error'
  | 'aborted';

/** The codes of failures that another attempt can get past; `isRetryable` reads them. */
const RETRYABLE: ReadonlySet<RealtimeErrorCode> = new Set([
  'credential-fetch-failed',
  'credential-expired',
  'microphone-busy',
  'microphone-lost',
  'playback-blocked',
  'module-failed',
  'connect-timeout',
  'connect-refused',
  'connection-lost',
  'connection-silent',
  'send-backlog',
  'rate-limited',
  'session-expired',
  'vendor-failed',
  'response-timeout',
]);

/** The optional fields of a `RealtimeError`, beside its code and message. */
export interface RealtimeErrorOptions {
  /** The value that was caught; becomes the error's `cause`. */
  readonly cause?: unknown;
  /** The adapter that the session uses. @default null */
  readonly adapterId?: string | null;
  /** The vendor's payload. Secrets are removed from it, from the message and from the cause. */
  readonly wire?: unknown;
  /** Overrules what the code implies. */
  readonly isRetryable?: boolean;
  /** The wait that the other side asks for before another attempt, in milliseconds. @default null */
  readonly retryAfterMs?: number | null;
  /** The status of the app's endpoint that refused. @default null */
  readonly httpStatus?: number | null;
  /** The number of attempts to reconnect before the session ended with this error. @default null */
  readonly attempts?: number | null;
}

const MARKER = Symbol.for('repartee.realtime-error');

/**
 * The error that the kit throws, rejects with or reports. The message says what happened, why it matters and what to do;
 * `code` is for programs.
 */
export class RealtimeError extends Error {
  readonly code: RealtimeErrorCode;
  /** Whether the same call may succeed later. */
  readonly isRetryable: boolean;
  readonly adapterId: string | null;
  readonly wire: unknown;
  /**
   * The wait that the other side asks for before another attempt, in milliseconds; `null` where it asks for
   * nothing.
   */
  readonly retryAfterMs: number | null;
  /** The status with which the app's credential endpoint refused, such as 401 for a visitor who is not signed in; `null` for any other error. */
  readonly httpStatus: number | null;
  /** The number of attempts to reconnect before the session ended with this error; `null` for any other error. */
  readonly attempts: number | null;

  constructor(code: RealtimeErrorCode, message: string, options: RealtimeErrorOptions = {}) {
    const { cause } = options;
    super(redactText(message), cause === undefined ? undefined : { cause: redactCause(cause) });
    this.name = 'RealtimeError';
    this.code = code;
    this.isRetryable = options.isRetryable ?? RETRYABLE.has(code);
    this.adapterId = options.adapterId ?? null;
    this.wire = redactSecrets(options.wire ?? null);
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.httpStatus = options.httpStatus ?? null;
    this.attempts = options.attempts ?? null;
    Object.defineProperty(this, MARKER, { value: true });
  }
}

/** Whether a value is a RealtimeError, also of another copy of the package in the bundle. */
export function isRealtimeError(value: unknown): value is RealtimeError {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[MARKER] === true;
}

/** Wraps a thrown value in a RealtimeError; a RealtimeError is returned as it is. */
export function toRealtimeError(
  thrown: unknown,
  code: RealtimeErrorCode,
  message: string,
  options: RealtimeErrorOptions = {},
): RealtimeError {
  return isRealtimeError(thrown) ? thrown : new RealtimeError(code, message, { ...options, cause: thrown });
}

/**
 * Throws the error of a file of the app that could not be loaded. An error of the kit is thrown as it is.
 *
 * @throws RealtimeError `module-failed`
 * @example
 * ```ts
 * const { Chart } = await import('./Chart.tsx').catch(throwModuleFailed);
 * ```
 */
export function throwModuleFailed(cause: unknown): never {
  throw toRealtimeError(cause, 'module-failed', MODULE_FAILED);
}

const MODULE_FAILED =
  'A file of the app could not be loaded. Check the network, or reload the page: a new version may have replaced it.';
