import { RealtimeError } from '../../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CloseVerdict } from '../../protocol/provider-adapter.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { object, text } from './read.ts';
import type { WireServerEvents } from './wire-types.ts';

/** The vendor's codes and words by what they mean here. The list is open, and the first that fits counts. */
const CODES: readonly (readonly [RegExp, RealtimeErrorCode])[] = [
  [/expired/i, 'credential-expired'],
  [/auth|token|key|grant/i, 'credential-rejected'],
  [/concurren|rate|too.many/i, 'rate-limited'],
  [/invalid|variables|protocol/i, 'invalid-config'],
];

/** What words of the vendor mean here. */
export function codeOf(words: string): RealtimeErrorCode {
  return CODES.find(([pattern]) => pattern.test(words))?.[1] ?? 'vendor-failed';
}

/** Makes an error of the adapter's. */
export function failure(code: RealtimeErrorCode, message: string, wire?: unknown): RealtimeError {
  return new RealtimeError(code, message, { adapterId: 'cartesia', wire });
}

/** What the app asked for and the vendor cannot do on this connection. */
export function unsupported(what: string): RealtimeError {
  return failure('unsupported-capability', `A call cannot have ${what}: the agent's settings decide.`);
}

/**
 * Reads an `error`. Those about variables keep the session from starting, whatever their `fatal` says. On Line's stream its
 * shape is not documented: a text, or an object under `error`, is taken as it comes.
 */
export function readError(wire: object): ServerEvent {
  const { error } = object<{ error: unknown }>(wire);
  const { code, message, fatal } = object<WireServerEvents['error']>(Object(error) === error ? error : wire);
  const told = text(message) || text(error);
  const vendorCode = text(code);
  return {
    type: 'error-reported',
    error: {
      code: codeOf(vendorCode || told),
      message: told || 'no reason given',
      vendorCode: vendorCode || null,
      commandId: null,
      isFatal: fatal === true || /variables/.test(vendorCode),
      isBenign: false,
      wire,
    },
  };
}

/**
 * Tells what a close code means: 1008 is a fault of the client's, 1011 one of the agent's, and 1000 the end of the call
 * unless its reason says that nothing was heard for too long. Every other end is judged like that of any connection.
 */
export function readClose({
  code,
  reason,
}: {
  readonly code: number;
  readonly reason: string;
}): CloseVerdict | null {
  const isIdle = code === 1000 && /idle/i.test(reason);
  if (!isIdle && code !== 1008 && code !== 1011) return null;
  const isFailed = code === 1011;
  return {
    code: isIdle ? 'session-expired' : isFailed ? 'vendor-failed' : codeOf(reason || 'protocol'),
    message: `The vendor ended the call: ${code} ${reason}`,
    isRetryable: isFailed,
  };
}
