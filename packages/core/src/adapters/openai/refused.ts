import { RealtimeError } from '../../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';

/** Makes the error for what the vendor would refuse. Said here, the mistake is found where it was made. */
export function refused(message: string, code: RealtimeErrorCode = 'invalid-config'): RealtimeError {
  return new RealtimeError(code, message, { adapterId: 'openai' });
}

/**
 * A replacer for `JSON.stringify`. Not a number becomes `null` in JSON, which the vendor refuses long after the mistake,
 * or takes for "off".
 *
 * @throws RealtimeError `invalid-config`.
 */
export function refuseNaN(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw refused(`${key} is ${value}, which is no number.`);
  return value;
}
