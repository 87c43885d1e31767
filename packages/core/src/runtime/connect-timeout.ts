import { RealtimeError } from '../errors/realtime-error.ts';

/** The default limit for opening and configuring a connection, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 15_000;

/** The error of an attempt that took too long: at the app's credential source, or at the vendor. */
export function connectTimeout(adapterId: string, limitMs: number, hasCredential: boolean): RealtimeError {
  return new RealtimeError(
    'connect-timeout',
    hasCredential
      ? `The vendor did not acknowledge the session within ${limitMs} ms, so the conversation cannot begin. Check the ` +
          'network and the vendor’s status, and try again.'
      : `The credential source did not answer within ${limitMs} ms, so no connection can be opened. Check that the ` +
          'credential endpoint of your server answers.',
    { adapterId },
  );
}
