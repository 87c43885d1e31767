import { RealtimeError } from '../../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CloseVerdict } from '../../protocol/provider-adapter.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { configError } from '../../util/config-error.ts';
import { isObject, lookUp, readObject, readText } from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import type { WireLineFrame, WireServerEvents } from './wire-types.ts';

/**
 * Cartesia's error codes with their meaning: those of managed agents (AsyncAPI 2026-08-14), and `error_code` of its other
 * endpoints (docs page on API errors, version 2026-03-01). A code that is not listed is a failure of the vendor.
 */
const NAMES: Readonly<Record<string, RealtimeErrorCode>> = {
  invalid_event: 'invalid-config',
  missing_dynamic_variables: 'invalid-config',
  invalid_dynamic_variables: 'invalid-config',
  dynamic_variables_not_allowed: 'invalid-config',
  agent_failed: 'vendor-failed',
  concurrency_limited: 'rate-limited',
  quota_exceeded: 'quota-exhausted',
  unauthorized: 'credential-rejected',
};

/** Errors that keep a call from starting, whatever their `fatal` is (AsyncAPI 2026-08-14). */
const START_ERRORS = new Set([
  'missing_dynamic_variables',
  'invalid_dynamic_variables',
  'dynamic_variables_not_allowed',
]);

/** Phrases of Cartesia with their meaning, for closes. The sources are in errors.test.ts. */
const PHRASES: readonly (readonly [phrase: RegExp, code: RealtimeErrorCode])[] = [
  [/\baccess token (is |has )?expired\b/i, 'credential-expired'],
  [/^(invalid|missing) (access token|api key)\b/i, 'credential-rejected'],
  [/^unauthorized$/i, 'credential-rejected'],
];

/** Reads what one of Cartesia's error codes means. */
export function codeOf(name: string, words = ''): RealtimeErrorCode {
  const known = lookUp(NAMES, name) ?? 'vendor-failed';
  return known === 'credential-rejected' ? (readPhrase(words) ?? known) : known;
}

function readPhrase(words: string): RealtimeErrorCode | undefined {
  return PHRASES.find(([phrase]) => phrase.test(words))?.[1];
}

/** Makes an error of this adapter with the vendor's payload. */
export function failure(code: RealtimeErrorCode, message: string, wire: unknown): RealtimeError {
  return new RealtimeError(code, message, { adapterId: 'cartesia', wire });
}

/** Makes the error for a setting or command that only the agent's own settings could allow. */
export function unsupported(what: string): RealtimeError {
  return configError(
    'cartesia',
    `Cartesia does not support ${what} in a call. Change the agent's own settings instead.`,
    'unsupported-capability',
  );
}

/**
 * Reads `error`. The Line protocol does not document its shape: the fields may be in the frame or under `error`, which may
 * also be text.
 */
export function readError(wire: Untrusted<WireServerEvents['error'] & WireLineFrame>): ServerEvent {
  const { code, message, fatal } = isObject(wire.error)
    ? readObject<WireServerEvents['error']>(wire.error)
    : wire;
  const name = readText(code);
  const words = readText(message) || readText(wire.error);
  return {
    type: 'error-received',
    error: {
      code: codeOf(name, words),
      message: words || 'no reason given',
      vendorCode: name || null,
      commandId: null,
      effect: fatal === true || START_ERRORS.has(name) ? 'fatal' : 'reported',
      wire,
    },
  };
}

/**
 * Reads the meaning of a close: 1008 is a fault of the client, 1011 one of the agent, and 1000 the end of the call or of a
 * connection that was idle.
 */
export function readClose({
  code,
  reason,
}: {
  readonly code: number;
  readonly reason: string;
}): CloseVerdict | null {
  const message = `Cartesia ended the call with code ${code}${reason && ': '}${reason.replace(/\.$/, '')}.`;
  switch (code) {
    case 1000:
      return reason === 'connection idle timeout'
        ? { code: 'session-expired', message, isRetryable: false }
        : null;
    case 1008: {
      const known = readPhrase(reason);
      return { code: known ?? (reason ? 'vendor-failed' : 'invalid-config'), message, isRetryable: false };
    }
    case 1011:
      return { code: 'vendor-failed', message, isRetryable: true, retryLimit: 1 };
    default:
      return null;
  }
}
