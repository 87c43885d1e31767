import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CloseVerdict } from '../../protocol/provider-adapter.ts';
import type { ReportedError } from '../../protocol/server-event.ts';

/**
 * What the reasons of closes mean, in the order in which they are tried, and whether another connection may help. The
 * codes say little: 1008 is the end of every session as well as a model that does not exist. Reasons are cut at 123
 * bytes. Those of tokens are not verified; expired is what they say in words.
 */
const REASONS: readonly (readonly [RegExp, RealtimeErrorCode, boolean])[] = [
  // A handle that is too old, and a notice of the end that was not followed: both are an end, and a beginning.
  [/session not found|go ?away/i, 'session-expired', true],
  [/(token|credential).*expired|expired.*(token|credential)/i, 'credential-expired', true],
  [/api key|token|credential|unauthenticated|permission/i, 'credential-rejected', false],
  [/quota|exhausted|billing/i, 'quota-exhausted', false],
  [/not found|not supported for|has not been used|disabled|invalid|deprecated/i, 'invalid-config', false],
];

/** Tells what the end of a connection meant, by its reason. */
export function readClose({
  code,
  reason,
}: {
  readonly code: number;
  readonly reason: string;
}): CloseVerdict | null {
  if (code === 1000) return null;
  const known = REASONS.find(([pattern]) => pattern.test(reason));
  const isStandard = code !== 1007 && code !== 1008 && code !== 1011;
  if (!known && isStandard) return null;
  const [, meaning, isRetryable] = known ?? [
    null,
    code === 1007 ? 'invalid-config' : 'vendor-failed',
    code !== 1007,
  ];
  return {
    code: meaning as RealtimeErrorCode,
    message:
      `The vendor closed the connection (${code} ${reason}), so the conversation cannot go on over it. ` +
      (isRetryable ? 'Connect again.' : 'Check the credential, the model and the configuration.'),
    isRetryable,
  };
}

/** Reads why a turn ended; `null` where it ended as it should, or only waits for more to be said. */
export function readTurnError(reason: string): ReportedError | null {
  if (!reason || /^(NEED_MORE_INPUT|.*UNSPECIFIED)$/.test(reason)) return null;
  return {
    code: /SAFETY|PROHIBITED|BLOCKLIST|REJECTED/.test(reason) ? 'content-refused' : 'vendor-failed',
    message: `the vendor ended the turn: ${reason}`,
    vendorCode: reason,
    commandId: null,
    isFatal: false,
    isBenign: false,
    wire: { turnCompleteReason: reason },
  };
}
