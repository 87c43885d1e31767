/** The closed list of what can go wrong. */
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
  | 'insecure-context'
  | 'playback-blocked'
  | 'worklet-failed'
  | 'connect-timeout'
  | 'connect-refused'
  | 'connection-lost'
  | 'send-backlog'
  | 'malformed-frame'
  | 'unsupported-protocol'
  | 'rate-limited'
  | 'quota-exhausted'
  | 'session-expired'
  | 'content-refused'
  | 'vendor-failed'
  | 'tool-unknown'
  | 'tool-failed'
  | 'tool-timeout'
  | 'tool-rejected'
  | 'budget-exceeded'
  | 'aborted';

/** What trying again could change. */
const RETRYABLE: ReadonlySet<RealtimeErrorCode> = new Set([
  'credential-fetch-failed',
  'credential-expired',
  'microphone-busy',
  'microphone-lost',
  'playback-blocked',
  'connect-timeout',
  'connect-refused',
  'connection-lost',
  'send-backlog',
  'rate-limited',
  'session-expired',
  'vendor-failed',
]);

/** What an error carries beside its code and message. */
export interface RealtimeErrorOptions {
  readonly cause?: unknown;
  readonly adapterId?: string | null;
  /** The vendor's payload. Secrets are removed from it when the error is made. */
  readonly wire?: unknown;
  /** Overrules what the code implies. */
  readonly isRetryable?: boolean;
}

const MARKER = Symbol.for('repartee.realtime-error');

/**
 * Everything that the kit throws, rejects with or reports. The message says what happened, why it matters and what to
 * do; `code` is for programs.
 */
export class RealtimeError extends Error {
  readonly code: RealtimeErrorCode;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  readonly adapterId: string | null;
  readonly wire: unknown;

  constructor(code: RealtimeErrorCode, message: string, options: RealtimeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RealtimeError';
    this.code = code;
    this.retryable = options.isRetryable ?? RETRYABLE.has(code);
    this.adapterId = options.adapterId ?? null;
    this.wire = redactSecrets(options.wire ?? null);
    Object.defineProperty(this, MARKER, { value: true });
  }
}

/** Tells a RealtimeError from anything else, also across two copies of the package in one bundle. */
export function isRealtimeError(value: unknown): value is RealtimeError {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[MARKER] === true;
}

/** Turns whatever was thrown into a RealtimeError; one that already is stays as it is. */
export function toRealtimeError(
  thrown: unknown,
  code: RealtimeErrorCode,
  message: string,
  options: RealtimeErrorOptions = {},
): RealtimeError {
  return isRealtimeError(thrown) ? thrown : new RealtimeError(code, message, { ...options, cause: thrown });
}

const SECRET_KEY = /api[-_]?key|authorization|secret|token$|password|credential/i;
const SECRET_VALUE = /\b(?:sk|ek|auth_tokens)[-_/][\w./-]{6,}/g;
const MAX_DEPTH = 6;

/**
 * Copies a payload without what looks like a secret. The copy is also bounded in depth, so that a hostile payload
 * cannot make an error expensive to log.
 */
export function redactSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(SECRET_VALUE, '[redacted]');
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((entry) => redactSecrets(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      // A secret may be wrapped in an object with its expiry; a count such as a number of tokens is none.
      SECRET_KEY.test(key) && (typeof entry === 'string' || (typeof entry === 'object' && entry !== null))
        ? '[redacted]'
        : redactSecrets(entry, depth + 1),
    ]),
  );
}
