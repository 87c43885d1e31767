import { isUtf8 } from 'node:buffer';
import { RealtimeError } from '@repartee/core/server';
import type { WebSocket } from 'ws';
import type { Problem } from '../answers.ts';

/** Close codes (RFC 6455, section 7.4, and the registry of IANA): a limit, try again later, a failure of the vendor behind us. */
export const CLOSE_NORMAL = 1000;
export const CLOSE_LIMIT = 1008;
export const CLOSE_FAULT = 1011;
/** Service restart: clients connect again. */
export const CLOSE_RESTART = 1012;
export const CLOSE_LATER = 1013;
export const CLOSE_VENDOR = 1014;

/** Codes that no close frame carries: none was given, the connection was lost, TLS failed. */
const UNSENT: ReadonlySet<number> = new Set([1005, 1006, 1015]);

/** Writes the reason of a close by the relay itself: the code of an error, and the wait where another attempt may succeed. */
export function writeReason({ code, retryAfterMs }: Pick<Problem, 'code' | 'retryAfterMs'>): string {
  const { isRetryable } = new RealtimeError(code, '');
  return `repartee:${code}${isRetryable ? ` ${Math.ceil((retryAfterMs ?? 0) / 1000)}s` : ''}`;
}

/** The close code for a session that could not begin. A browser cannot read the status of a refused upgrade. */
export function closeCodeOf({ status, code }: Problem): number {
  if (status === 503 || code === 'rate-limited') return CLOSE_LATER;
  if (status < 500) return CLOSE_LIMIT;
  return status === 500 ? CLOSE_FAULT : CLOSE_VENDOR;
}

/** Tells the client how the vendor has closed. A loss cannot be told, so it gets the code of a gateway. */
export function passToClient(client: WebSocket, code: number, reason: Buffer): void {
  if (code === 1005) client.close(CLOSE_NORMAL);
  else if (UNSENT.has(code)) client.close(CLOSE_VENDOR, 'The vendor was lost.');
  else client.close(code, readable(reason));
}

/** Tells the vendor how the client has closed. Whatever happened there, the vendor's session is over. */
export function passToVendor(vendor: WebSocket, code: number, reason: Buffer): void {
  if (UNSENT.has(code)) vendor.close(CLOSE_NORMAL);
  else vendor.close(code, readable(reason));
}

/** The relay's sockets do not check that a reason is UTF-8. One that is not would be too long once it is repaired. */
function readable(reason: Buffer): Buffer | undefined {
  return isUtf8(reason) ? reason : undefined;
}
