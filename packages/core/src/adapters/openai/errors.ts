import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CloseContext, CloseVerdict } from '../../protocol/provider-adapter.ts';
import type { ReportedError } from '../../protocol/server-event.ts';
import { lookUp, readObject, readText, readTextOr } from '../../util/untrusted.ts';
import type { WireError } from './wire-types.ts';

/** The vendor's error codes (API reference, guides and public reports, to November 2026). The list is open. */
const ERROR_CODES: Readonly<Record<string, RealtimeErrorCode>> = {
  session_expired: 'session-expired',
  client_secret_expired: 'credential-expired',
  token_expired: 'credential-expired',
  invalid_api_key: 'credential-rejected',
  invalid_organization: 'credential-rejected',
  ip_not_authorized: 'credential-rejected',
  insufficient_permissions: 'credential-rejected',
  beta_api_shape_disabled: 'unsupported-protocol',
  insufficient_quota: 'quota-exhausted',
  billing_hard_limit_reached: 'quota-exhausted',
  billing_not_active: 'quota-exhausted',
  rate_limit_exceeded: 'rate-limited',
  content_filter: 'content-refused',
  content_policy_violation: 'content-refused',
  moderation_blocked: 'content-refused',
};

/** The vendor's error types. They decide where the code is unknown. */
const ERROR_TYPES: Readonly<Record<string, RealtimeErrorCode>> = {
  authentication_error: 'credential-rejected',
  permission_error: 'credential-rejected',
  insufficient_quota: 'quota-exhausted',
  rate_limit_error: 'rate-limited',
  requests: 'rate-limited',
  tokens: 'rate-limited',
  invalid_request_error: 'invalid-config',
};

/** The refusal of a response while another one is running. */
const BUSY_CODE = 'conversation_already_has_active_response';

/** The id of a probe. Its answer is an error that says nothing. */
export const PROBE_ID = 'probe';

/** Races that need no reaction. */
const BENIGN_CODES: ReadonlySet<string> = new Set([
  'response_cancel_not_active',
  'input_audio_buffer_commit_empty',
]);

/** Errors after which the vendor closes the connection. */
const FATAL_CODES: ReadonlySet<string> = new Set(['invalid_model', 'missing_model', 'model_not_found']);
const FATAL_MEANINGS: ReadonlySet<RealtimeErrorCode> = new Set([
  'session-expired',
  'credential-expired',
  'credential-rejected',
  'unsupported-protocol',
]);

function codeOf(vendorCode: string, type: string): RealtimeErrorCode {
  return lookUp(ERROR_CODES, vendorCode) ?? lookUp(ERROR_TYPES, type) ?? 'vendor-failed';
}

const VOICE_IS_FIXED =
  'The agent has already spoken, so its voice stays. The next connection uses the new one.';

/** Reads an error object of an `error` event, of a failed response or of a failed transcription. */
export function readError(value: unknown): ReportedError {
  const wire = readObject<WireError>(value);
  const vendorCode = readText(wire.code);
  const code = codeOf(vendorCode, readText(wire.type));
  const param = readText(wire.param);
  const commandId = readTextOr(wire.event_id, null);
  const words = (readText(wire.message) || 'The vendor gave no reason.') + (param && ` (${param})`);
  return {
    code,
    message: vendorCode === 'cannot_update_voice' ? VOICE_IS_FIXED : words,
    vendorCode: vendorCode || null,
    commandId,
    effect: effectOf(code, vendorCode, commandId),
    wire,
  };
}

function effectOf(
  code: RealtimeErrorCode,
  vendorCode: string,
  commandId: string | null,
): ReportedError['effect'] {
  if (vendorCode === BUSY_CODE) return 'busy';
  if (BENIGN_CODES.has(vendorCode) || commandId === PROBE_ID) return 'benign';
  return FATAL_MEANINGS.has(code) || FATAL_CODES.has(vendorCode) ? 'fatal' : 'reported';
}

/** Makes the error for a server that speaks the beta protocol. */
export function unsupportedProtocol(wireType: string): ReportedError {
  return {
    ...readError({ code: 'beta_api_shape_disabled' }),
    message: `The server speaks the beta protocol (${wireType}). Use one of the GA protocol.`,
    vendorCode: null,
    wire: { type: wireType },
  };
}

/** The vendor's words for the end of a session at its longest duration, with close code 1001. */
const MAXIMUM_DURATION = /^Your session hit the maximum duration of \d+ minutes\b/;

/** The longest duration of a session, less a margin for the clocks, in milliseconds (API reference, November 2026: 60 minutes). */
const NEARLY_MAXIMUM_MS = 59 * 60_000;

/**
 * Tells what a close means. The vendor uses 3000 for authentication and 4000 for the shape of a request, both with the
 * reason `type.code`, and 1001 for the end of a session at its longest duration, with or without words. All other codes
 * below 3000 are those of any connection. The sources are in errors.test.ts.
 */
export function readClose(
  { code, reason }: { readonly code: number; readonly reason: string },
  { ageMs, isDue }: Pick<CloseContext, 'ageMs' | 'isDue'>,
): CloseVerdict | null {
  const isCap =
    code === 1001 &&
    (MAXIMUM_DURATION.test(reason) || (reason === '' && (isDue || ageMs >= NEARLY_MAXIMUM_MS)));
  if (!isCap && code < 3000) return null;
  const [type = '', vendorCode = ''] = reason.split('.');
  const known = isCap ? 'session-expired' : codeOf(vendorCode, type);
  const meaning = code === 3000 && known === 'vendor-failed' ? 'credential-rejected' : known;
  const isRetryable =
    meaning === 'session-expired' ||
    meaning === 'credential-expired' ||
    meaning === 'rate-limited' ||
    type === 'server_error';
  return {
    code: meaning,
    message:
      `The vendor closed the connection (${[code, reason].join(' ').trim()}). ` +
      (isRetryable ? 'Connect again.' : 'Check the credential, the model and the configuration.'),
    isRetryable,
  };
}
