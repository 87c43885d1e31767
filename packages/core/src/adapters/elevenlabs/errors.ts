import { RealtimeError } from '../../errors/realtime-error.ts';
import type { RealtimeErrorCode, RealtimeErrorOptions } from '../../errors/realtime-error.ts';
import type { CloseVerdict } from '../../protocol/provider-adapter.ts';
import type { ReportedError, ServerEvent } from '../../protocol/server-event.ts';
import { configError } from '../../util/config-error.ts';
import { lookUp, readObject, readText } from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import type { WireError, WireServerFrame } from './wire-types.ts';

/**
 * ElevenLabs' names of errors with their meaning: `error_type` of the event `error` (contract 0.23.0), and `detail.status` of
 * the REST API (help articles on API errors, autumn 2026). A name that is not listed is a failure of the vendor.
 */
const NAMES: Readonly<Record<string, RealtimeErrorCode>> = {
  invalid_message: 'invalid-config',
  value_error: 'invalid-config',
  missing_fields: 'invalid-config',
  override_error: 'invalid-config',
  missing_dynamic_variable: 'invalid-config',
  missing_dynamic_variable_transfer: 'invalid-config',
  safety_violation: 'content-refused',
  max_duration_exceeded: 'session-expired',
  quota_exceeded: 'quota-exhausted',
  too_many_concurrent_requests: 'rate-limited',
  system_busy: 'rate-limited',
  invalid_api_key: 'credential-rejected',
  missing_permissions: 'credential-rejected',
  needs_authorization: 'credential-rejected',
};

/** Sentences of ElevenLabs with their meaning, for errors and closes without a name. The sources are in errors.test.ts. */
const PHRASES: readonly (readonly [phrase: RegExp, code: RealtimeErrorCode])[] = [
  [/\bexceeds your quota\b/, 'quota-exhausted'],
  [/\byou have exceeded your quota\b/i, 'quota-exhausted'],
  [/^quota exceeded/i, 'quota-exhausted'],
  [/^could not authorize\b/i, 'credential-rejected'],
  [/^invalid conversation signature\b/i, 'credential-rejected'],
  [/\bsigned url (has )?expired\b/i, 'credential-expired'],
  [/\bis not allowed by config\b/, 'invalid-config'],
  [/^missing required dynamic variables?\b/i, 'invalid-config'],
];

/** Reads what an error of the given name or with the given words means. */
export function codeOf(name: string, words = ''): RealtimeErrorCode {
  return lookUp(NAMES, name) ?? PHRASES.find(([phrase]) => phrase.test(words))?.[1] ?? 'vendor-failed';
}

/** Makes an error of this adapter. */
export function failure(
  code: RealtimeErrorCode,
  message: string,
  details: Pick<RealtimeErrorOptions, 'cause' | 'wire' | 'retryAfterMs'> = {},
): RealtimeError {
  return new RealtimeError(code, message, { ...details, adapterId: 'elevenlabs' });
}

/** Makes the error for a setting or command that only the agent's own settings could allow. */
export function unsupported(what: string): RealtimeError {
  return configError(
    'elevenlabs',
    `ElevenLabs does not support ${what} in a conversation. Change the agent's own settings instead.`,
    'unsupported-capability',
  );
}

/** Makes the event of an error that no command has caused. */
export function errorReceived(
  error: Pick<ReportedError, 'code' | 'message' | 'vendorCode' | 'effect' | 'wire'>,
): ServerEvent {
  return { type: 'error-received', error: { ...error, commandId: null } };
}

/**
 * Reads `error`. Its payload is `error_event`, or stands in the frame itself (elevenlabs/packages 911), or is missing. An error
 * with the code 1008 is the client's fault and final; on any other, ElevenLabs closes the connection or goes on.
 */
export function readError(wire: Untrusted<WireServerFrame>): ServerEvent {
  const { code, message, reason, error_type } = readObject<WireError>(wire.error_event ?? wire);
  const name = readText(error_type);
  const words = readText(message) || readText(reason);
  return errorReceived({
    code: codeOf(name, words),
    message: words || name || 'no reason given',
    vendorCode: name || null,
    // The conversation has reached its longest duration: ElevenLabs closes the connection next, with code 1000.
    effect: code === 1008 || codeOf(name, words) === 'session-expired' ? 'fatal' : 'reported',
    wire,
  });
}

/**
 * Close codes with their meaning where the reason is empty or unknown. 1002, 1008 and 1011 are in the contract; 3000 was seen for
 * agents that cannot be loaded (elevenlabs/packages 626), 3008 for a wait in the queue that took too long (vendor's mock).
 */
const CLOSE_CODES: Readonly<Record<number, Omit<CloseVerdict, 'message'> & { code: RealtimeErrorCode }>> = {
  1002: { code: 'vendor-failed', isRetryable: true, retryLimit: 1 },
  1008: { code: 'invalid-config', isRetryable: false },
  1011: { code: 'vendor-failed', isRetryable: true, retryLimit: 1 },
  3000: { code: 'vendor-failed', isRetryable: false },
  // The agent is busy. The user may try again later.
  3008: { code: 'rate-limited', isRetryable: true, retryLimit: 0 },
};

/** Ends a sentence with the reason of a close, which may have a full stop of its own. */
const quote = (reason: string) => `${reason && ': '}${reason.replace(/\.$/, '')}.`;

/** Reads the meaning of a close. */
export function readClose({
  code,
  reason,
}: {
  readonly code: number;
  readonly reason: string;
}): CloseVerdict | null {
  const verdict = CLOSE_CODES[code];
  if (!verdict) return null;
  const known = reason ? codeOf('', reason) : 'vendor-failed';
  const message = `ElevenLabs ended the conversation with code ${code}${quote(reason)}`;
  if (known !== 'vendor-failed') return { code: known, message, isRetryable: false };
  // Code 1008 without a reason is a fault in the configuration. With an unknown reason it may be any fault.
  const isUnknown = code === 1008 && reason !== '';
  return { ...verdict, ...(isUnknown && { code: 'vendor-failed' }), message };
}
