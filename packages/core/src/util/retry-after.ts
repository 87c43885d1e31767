/** Status codes of a server that asks to wait (RFC 9110, RFC 6585). */
const WAIT_STATUSES: ReadonlySet<number> = new Set([429, 503]);

/**
 * Reads how long a refusal asks to wait, in milliseconds; `null` where it asks for nothing. The header holds seconds or a
 * date; a date is compared with the server's own clock where the answer shows it.
 */
export function readRetryAfterMs({ status, headers }: Pick<Response, 'status' | 'headers'>): number | null {
  const value = WAIT_STATUSES.has(status) ? headers?.get('retry-after')?.trim() : undefined;
  if (!value) return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1_000);
  // Engines read a bare number as a date.
  const untilMs = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(untilMs)) return null;
  const serverMs = Date.parse(headers.get('date') ?? '');
  return Math.max(0, untilMs - (Number.isNaN(serverMs) ? Date.now() : serverMs));
}
