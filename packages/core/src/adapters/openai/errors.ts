import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CloseVerdict } from '../../protocol/provider-adapter.ts';
import type { ReportedError } from '../../protocol/server-event.ts';
import { object, string, stringOrNull } from './read.ts';

/** Races that the vendor reports and that need nothing done. */
const BENIGN = /^(conversation_already_has_active_response|response_cancel_not_active|input_audio_buffer_commit_empty)$/;

/** The vendor's codes by what they mean here. Its list is open: what is not in it is judged by its type. */
const CODES: readonly (readonly [RegExp, RealtimeErrorCode])[] = [
  [/^(invalid_api_key|invalid_ephemeral|missing_api_key|unauthori|permission|access)/, 'credential-rejected'],
  [/^(expired_|.*(key|secret|token)_expired)/, 'credential-expired'],
  [/^session_expired/, 'session-expired'],
  [/^beta_api_shape/, 'unsupported-protocol'],
  [/quota|billing/, 'quota-exhausted'],
  [/rate_limit/, 'rate-limited'],
  [/content_(filter|policy)|moderation/, 'content-refused'],
  [/^(invalid_model|missing_model|model_not_found)/, 'invalid-config'],
];

/** Errors after which the socket is closed. */
const FATAL: ReadonlySet<RealtimeErrorCode> = new Set([
  'credential-rejected',
  'credential-expired',
  'session-expired',
  'unsupported-protocol',
]);

/** What a code or type of the vendor means here. */
function codeOf(vendorCode: string, type: string): RealtimeErrorCode {
  const hit = CODES.find(([pattern]) => pattern.test(vendorCode) || pattern.test(type));
  return hit?.[1] ?? (type === 'invalid_request_error' ? 'invalid-config' : 'vendor-failed');
}

/** Reads an error object of an `error` event, of a failed response or of a failed transcription. */
export function readError(value: unknown): ReportedError {
  const wire = object(value);
  const vendorCode = stringOrNull(wire['code']);
  const type = string(wire['type']);
  const code = codeOf(vendorCode ?? '', type);
  const parameter = stringOrNull(wire['param']);
  const message = string(wire['message'], 'The vendor gave no reason.');
  return {
    code,
    message: parameter ? `${message} (${parameter})` : message,
    vendorCode,
    commandId: stringOrNull(wire['event_id']),
    // A model that does not exist ends the socket as well, but only when it is named in the address.
    isFatal: FATAL.has(code) || /_model$/.test(vendorCode ?? ''),
    isBenign: BENIGN.test(vendorCode ?? ''),
    wire,
  };
}

/** A server that speaks the protocol of before 2026 cannot be talked to. */
export function unsupportedProtocol(sign: string): ReportedError {
  return {
    code: 'unsupported-protocol',
    message:
      `The server speaks the beta shape of the realtime protocol (${sign}), which this adapter does not. Use a server or ` +
      'version with the GA shape.',
    vendorCode: null,
    commandId: null,
    isFatal: true,
    isBenign: false,
    wire: { sign },
  };
}

/**
 * Tells what a close code means: 3000 authentication, 4000 the shape of the request, both with a reason `type.code`
 * (a public report of September 2026); 1001 is the session's cap.
 */
export function readClose({ code, reason }: { readonly code: number; readonly reason: string }): CloseVerdict | null {
  if (code === 1000) return null;
  const [type = '', vendorCode = ''] = reason.split('.', 2);
  if (code === 1001) {
    const message = 'The session reached its longest duration and was ended by the vendor. Connect again to go on.';
    return { code: 'session-expired', message, isRetryable: true };
  }
  if (code < 3000) return null;
  const meaning = code === 3000 ? 'credential-rejected' : codeOf(vendorCode, type);
  return {
    code: meaning,
    message:
      `The vendor closed the connection with code ${code}${reason ? ` (${reason})` : ''}. The same request would be ` +
      'refused again; check the credential, the model and the configuration.',
    isRetryable: false,
  };
}
