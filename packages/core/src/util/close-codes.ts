import type { RealtimeErrorCode } from '../errors/realtime-error.ts';

/** The meaning of a close; `code` is `null` where the other side has ended the connection in good order. */
export interface StandardClose {
  readonly code: RealtimeErrorCode | null;
  readonly message: string;
  readonly isRetryable: boolean;
}

interface Meaning {
  readonly code: RealtimeErrorCode;
  readonly what: string;
}

/** Codes after which another connection would end in the same way (RFC 6455, section 7.4.1). */
const FINAL: ReadonlyMap<number, Meaning> = new Map([
  [1002, { code: 'unsupported-protocol', what: 'the two sides do not follow the same protocol' }],
  [1003, { code: 'unsupported-protocol', what: 'the other side does not take this kind of data' }],
  [1007, { code: 'invalid-config', what: 'the other side could not use what was sent' }],
  [1008, { code: 'vendor-failed', what: 'the other side refuses this client' }],
  [1009, { code: 'invalid-config', what: 'a message was too large for the other side' }],
  [1010, { code: 'unsupported-protocol', what: 'an extension of the protocol is missing' }],
]);

/**
 * Tells what a close means where the vendor gives it no meaning of its own: 1000 is a remote end, a fault of what was sent
 * is final, and everything else is a lost connection.
 */
export function readStandardClose(close: {
  readonly code: number;
  readonly reason: string;
  readonly wasClean?: boolean;
}): StandardClose {
  const { code, reason, wasClean = true } = close;
  if (wasClean && code === 1000) return { code: null, message: '', isRetryable: false };
  const ended = `The connection ended with code ${code}${reason ? ` (${reason.replace(/\.$/, '')})` : ''}`;
  const final = FINAL.get(code);
  if (final) {
    return {
      code: final.code,
      message:
        `${ended}: ${final.what}. Another connection would end in the same way. Check the configuration, and the version ` +
        'of the adapter.',
      isRetryable: false,
    };
  }
  return {
    code: 'connection-lost',
    message: `${ended}. The conversation cannot continue over it; connect again when the network is back.`,
    isRetryable: true,
  };
}
