import { expect, it } from 'vitest';
import { readRetryAfterMs } from './retry-after.ts';

const refusal = (status: number, headers: Record<string, string>) => new Response('', { status, headers });

it.each([
  [429, { 'retry-after': '7' }, 7_000],
  [503, { 'retry-after': ' 0.5 ' }, 500],
  [503, { 'retry-after': '0' }, 0],
  [429, { 'retry-after': 'Sun, 29 Nov 2026 18:00:30 GMT', date: 'Sun, 29 Nov 2026 18:00:00 GMT' }, 30_000],
  [429, { 'retry-after': 'Sun, 29 Nov 2026 17:00:00 GMT', date: 'Sun, 29 Nov 2026 18:00:00 GMT' }, 0],
  [429, { 'retry-after': 'soon' }, null],
  [429, { 'retry-after': '-3' }, null],
  [429, {}, null],
  [401, { 'retry-after': '7' }, null],
])('reads %i with %o as %s ms', (status, headers, waitMs) => {
  expect(readRetryAfterMs(refusal(status, headers))).toBe(waitMs);
});

it('compares a date with the page’s clock where the answer shows none', () => {
  const value = new Date(Date.now() + 60_000).toUTCString();
  const waitMs = readRetryAfterMs(refusal(503, { 'retry-after': value }));
  expect(waitMs).toBeGreaterThan(50_000);
  expect(waitMs).toBeLessThanOrEqual(60_000);
});

it('reads an answer without headers, which a polyfill may give', () => {
  expect(readRetryAfterMs({ status: 429 } as Response)).toBeNull();
});
