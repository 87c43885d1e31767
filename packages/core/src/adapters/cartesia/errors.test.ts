import { describe, expect, test } from 'vitest';
import { readClose, readError } from './errors.ts';

describe('the end of a call', () => {
  test.each([
    [1000, ''],
    [1000, 'call ended by agent, reason: done'],
    [1001, ''],
    [1006, ''],
    [1012, 'restart'],
  ])('%i “%s” is judged like that of any connection', (code, reason) => {
    expect(readClose({ code, reason })).toBeNull();
  });

  test.each([
    [1000, 'connection idle timeout', 'session-expired', false],
    [1008, 'session_create must be first', 'vendor-failed', false],
    [1008, '', 'invalid-config', false],
    [1008, 'invalid access token', 'credential-rejected', false],
    [1008, 'access token expired', 'credential-expired', false],
    [1011, 'agent failed', 'vendor-failed', true],
  ] as const)('%i “%s” is %s', (code, reason, meaning, isRetryable) => {
    expect(readClose({ code, reason })).toMatchObject({ code: meaning, isRetryable });
  });
});

test.each([
  ['too_many_concurrent_calls', 'rate-limited'],
  ['unauthorized', 'credential-rejected'],
  ['invalid_event', 'invalid-config'],
  ['brand_new', 'vendor-failed'],
])('an error %s is %s', (code, meaning) => {
  expect(readError({ code, message: 'x', fatal: false })).toMatchObject({
    error: { code: meaning, vendorCode: code, isFatal: false },
  });
});

test('an error that says nothing is still one', () => {
  expect(readError({})).toMatchObject({ error: { code: 'vendor-failed', message: 'no reason given' } });
});
