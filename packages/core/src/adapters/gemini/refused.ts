import { RealtimeError } from '../../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';

/** Makes the error for what the vendor cannot do. Said here, the mistake is found where it was made. */
export function refused(what: string, code: RealtimeErrorCode = 'unsupported-capability'): RealtimeError {
  return new RealtimeError(code, `Gemini Live refuses this: ${what}.`, { adapterId: 'gemini' });
}

/**
 * A replacer for `JSON.stringify`, which would write what is no number as `null`.
 *
 * @throws RealtimeError `invalid-config`.
 */
export function refuseNaN(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw refused(`${key} is ${value}`, 'invalid-config');
  return value;
}
