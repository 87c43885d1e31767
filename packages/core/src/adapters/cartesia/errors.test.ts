import { describe, expect, test } from 'vitest';
import { readClose, readError } from './errors.ts';

/*
 * Ends of calls as Cartesia wrote them, with where they were seen: "AsyncAPI" is version 2026-08-14, "guide" its guides of
 * autumn 2026, numbers are issues of pipecat-ai/pipecat.
 */
describe('a close', () => {
  test.each([
    [1000, ''],
    [1000, 'call ended by agent, reason: done'],
    [1000, 'the agent has no idle time left'],
    [1001, ''],
    [1006, ''],
    [1012, 'restart'],
  ])('%i "%s" has no meaning of its own', (code, reason) => {
    expect(readClose({ code, reason })).toBeNull();
  });

  test.each([
    [1000, 'connection idle timeout', 'guide, 1818', 'session-expired', false],
    [1008, 'session_create must be first', 'AsyncAPI', 'vendor-failed', false],
    [1008, '', 'AsyncAPI', 'invalid-config', false],
    [1008, 'invalid access token', 'not verified', 'credential-rejected', false],
    [1008, 'access token expired', 'not verified', 'credential-expired', false],
    [
      1008,
      'the keyboard event was a token effort',
      'made up: words of other reasons',
      'vendor-failed',
      false,
    ],
    [1011, 'agent failed', 'AsyncAPI', 'vendor-failed', true],
  ] as const)('%i "%s" (%s) is %s', (code, reason, _source, meaning, isRetryable) => {
    expect(readClose({ code, reason })).toMatchObject({ code: meaning, isRetryable });
  });
});

test.each([
  ['concurrency_limited', 'rate-limited'],
  ['quota_exceeded', 'quota-exhausted'],
  ['unauthorized', 'credential-rejected'],
  ['invalid_event', 'invalid-config'],
  ['a_monkey_generated_it', 'vendor-failed'],
  ['constructor', 'vendor-failed'],
])('an error with the code %s is %s', (code, meaning) => {
  expect(readError({ code, message: 'x', fatal: false })).toMatchObject({
    error: { code: meaning, vendorCode: code, effect: 'reported' },
  });
});

test('an error without fields is a failure of the vendor', () => {
  expect(readError({})).toMatchObject({ error: { code: 'vendor-failed', message: 'no reason given' } });
});
