import { RealtimeError } from '../../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CloseVerdict } from '../../protocol/provider-adapter.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { object, text } from './read.ts';
import type { WireError } from './wire-types.ts';

/** The vendor's words by what they mean here. The list is open, and the first that fits counts. */
const CODES: readonly (readonly [RegExp, RealtimeErrorCode])[] = [
  [/expired/i, 'credential-expired'],
  [/max_dur/i, 'session-expired'],
  [/safety|guardrail/i, 'content-refused'],
  [/quota|credit/i, 'quota-exhausted'],
  [/concurren|rate|too.many|queue/i, 'rate-limited'],
  [/auth|sign|origin|allowlist/i, 'credential-rejected'],
  [/invalid|overrid|variable|field|value/i, 'invalid-config'],
];

/** What words of the vendor mean here. */
export function codeOf(words: string): RealtimeErrorCode {
  return CODES.find(([pattern]) => pattern.test(words))?.[1] ?? 'vendor-failed';
}

/** Makes an error of the adapter's. */
export function failure(code: RealtimeErrorCode, message: string, wire?: unknown): RealtimeError {
  return new RealtimeError(code, message, { adapterId: 'elevenlabs', wire });
}

/** What the app asked for and the vendor cannot do on this connection. */
export function unsupported(what: string): RealtimeError {
  return failure('unsupported-capability', `An agent cannot be given ${what}: its settings decide.`);
}

/** The event of an error. */
export function report(
  code: RealtimeErrorCode,
  message: string,
  vendorCode: string | null,
  isFatal: boolean,
  wire: unknown,
): ServerEvent {
  return {
    type: 'error-reported',
    error: { code, message, vendorCode, commandId: null, isFatal, isBenign: false, wire },
  };
}

/**
 * Reads an `error`, whose payload has been seen missing. A fault of the client's (1008) is final. Of the others the
 * close that follows decides, or there is none.
 */
export function readError(wire: object): ServerEvent {
  const { error_event } = object<{ error_event: unknown }>(wire);
  const { code, message, reason, error_type } = object<WireError>(error_event);
  const type = text(error_type);
  const told = text(message) || text(reason);
  return report(codeOf(type || told), told || type || 'no reason given', type || null, code === 1008, wire);
}

/**
 * Tells what a close code means: 1008 is a fault of the client's, 1002 and 1011 the vendor's, 3000 an agent that cannot be
 * loaded, 3008 a queue that took too long (both seen in 2026, undocumented). Other ends are those of any connection.
 */
export function readClose({
  code,
  reason,
}: {
  readonly code: number;
  readonly reason: string;
}): CloseVerdict | null {
  if (![1002, 1008, 1011, 3000, 3008].includes(code)) return null;
  return {
    code: code === 3008 ? 'rate-limited' : code === 1008 ? codeOf(reason || 'invalid') : 'vendor-failed',
    message: `The vendor ended the conversation: ${code} ${reason}`,
    isRetryable: code !== 1008 && code !== 3000,
  };
}
