import { isRealtimeError, RealtimeError } from '../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../errors/realtime-error.ts';

/**
 * Makes the error for a setting or command that the vendor would refuse. The adapter throws it before anything is sent,
 * so that the stack shows where the mistake was made.
 */
export function configError(
  adapterId: string,
  message: string,
  code: RealtimeErrorCode = 'invalid-config',
): RealtimeError {
  return new RealtimeError(code, message, { adapterId });
}

/**
 * Writes a value as JSON. `JSON.stringify` alone writes `NaN` and `Infinity` as `null`, which vendors refuse much later or
 * take for "off".
 *
 * @throws RealtimeError `invalid-config` for a number that is not finite, and for a value that JSON cannot hold.
 */
export function writeJson(adapterId: string, value: unknown): string {
  try {
    return JSON.stringify(value, (key, entry: unknown) => {
      if (typeof entry !== 'number' || Number.isFinite(entry)) return entry;
      throw configError(adapterId, `${key} is ${entry}. It must be a finite number.`);
    });
  } catch (cause) {
    if (isRealtimeError(cause)) throw cause;
    const message = 'The value cannot be written as JSON: it contains itself, a BigInt, or too many levels.';
    throw new RealtimeError('invalid-config', message, { adapterId, cause });
  }
}
