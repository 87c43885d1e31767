import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CloseVerdict } from '../../protocol/provider-adapter.ts';
import type { ReportedError } from '../../protocol/server-event.ts';
import { object, string, text } from './read.ts';
import type { WireError } from './wire-types.ts';

/** Races that the vendor reports and that need nothing done. */
const BENIGN = /_has_active_response$|_cancel_not_active$|_commit_empty$/;

/**
 * The vendor's codes, and types where the code says nothing, by what they mean here. Its list is open: what is not in
 * it is judged by its type.
 */
const CODES = Object.entries({
  'session-expired': /session_expired/,
  'credential-expired': /expired/,
  'credential-rejected': /api_key|auth|permission|access/,
  'unsupported-protocol': /beta_api/,
  'quota-exhausted': /quota|billing/,
  'rate-limited': /rate_limit/,
  'content-refused': /content_filter|policy|moderation/,
  'invalid-config': /invalid_request/,
} satisfies Partial<Record<RealtimeErrorCode, RegExp>>) as [RealtimeErrorCode, RegExp][];

/** What a code or type of the vendor means here. */
function codeOf(vendorCode: string, type: string): RealtimeErrorCode {
  const find = (name: string) => CODES.find(([, pattern]) => pattern.test(name))?.[0];
  return find(vendorCode) ?? find(type) ?? 'vendor-failed';
}

/** Whether the vendor closes the connection after the error. A model that does not exist is one of them. */
function isFinal(code: RealtimeErrorCode, vendorCode: string): boolean {
  return /^(session|credential|unsupported)-/.test(code) || vendorCode.endsWith('_model');
}

/** Reads an error object of an `error` event, of a failed response or of a failed transcription. */
export function readError(value: unknown): ReportedError {
  const wire = object<WireError>(value);
  const vendorCode = text(wire.code);
  const code = codeOf(vendorCode, text(wire.type));
  const param = text(wire.param);
  return {
    code,
    message: (text(wire.message) || 'The vendor gave no reason.') + (param && ` (${param})`),
    vendorCode: vendorCode || null,
    commandId: string(wire.event_id, null),
    isFatal: isFinal(code, vendorCode),
    isBenign: BENIGN.test(vendorCode),
    wire,
  };
}

/** A server that speaks the protocol of before 2026 cannot be talked to. */
export function unsupportedProtocol(sign: string): ReportedError {
  return {
    ...readError({ type: 'beta_api' }),
    message: `The server speaks the beta protocol (${sign}). Use one that speaks GA.`,
    wire: { sign },
  };
}

/**
 * Tells what a close code means: 3000 authentication, 4000 the shape of the request, both with a reason `type.code`
 * (a public report of September 2026); 1001 with a reason that names the longest duration is the session's cap. Every
 * other end is judged like that of any connection.
 */
export function readClose({
  code,
  reason,
}: {
  readonly code: number;
  readonly reason: string;
}): CloseVerdict | null {
  const isCap = code === 1001 && /maximum|expired|minutes/i.test(reason);
  if (!isCap && code < 3000) return null;
  const [type = '', vendorCode = ''] = reason.split('.');
  const meaning = isCap
    ? 'session-expired'
    : code === 3000 && !reason
      ? 'credential-rejected'
      : codeOf(vendorCode, type);
  const isRetryable = /expired|rate|server_error/.test(meaning + type);
  return {
    code: meaning,
    message:
      `The vendor closed the connection (${code} ${reason}). ` +
      (isRetryable ? 'Connect again.' : 'Check credential, model and configuration.'),
    isRetryable,
  };
}
