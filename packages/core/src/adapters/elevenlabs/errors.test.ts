import { describe, expect, test } from 'vitest';
import { codeOf, readClose, readError } from './errors.ts';

/*
 * Ends of conversations as ElevenLabs wrote them, with where they were seen. "contract" is the vendor's contract package
 * 0.23.0; "mock" its mock server of August 2026; numbers are issues of elevenlabs/packages.
 */
describe('a close', () => {
  test.each([
    [1000, ''],
    [1001, ''],
    [1006, ''],
    [1012, 'restart'],
  ])('%i "%s" has no meaning of its own', (code, reason) => {
    expect(readClose({ code, reason })).toBeNull();
  });

  test.each([
    [1002, 'llm timeout', 'contract', 'vendor-failed', true],
    [1002, 'This request exceeds your quota limit.', '911', 'quota-exhausted', false],
    [1008, '', 'contract', 'invalid-config', false],
    [1008, 'Override for field first_message is not allowed by config.', '23, 337', 'invalid-config', false],
    [1008, 'Missing required dynamic variables', '63', 'invalid-config', false],
    [1008, 'Could not authorize', 'not verified', 'credential-rejected', false],
    [
      1008,
      'Invalid conversation signature: authorization failed.',
      'not verified',
      'credential-rejected',
      false,
    ],
    [1008, 'The signed URL has expired.', 'not verified', 'credential-expired', false],
    [
      1008,
      'This request exceeds your quota of 10000. You have 0 credits remaining.',
      'elevenlabs-python 282',
      'quota-exhausted',
      false,
    ],
    [
      1008,
      'We are sorry, something went wrong. You are not charged for this request.',
      'pipecat-ai/pipecat 1426',
      'vendor-failed',
      false,
    ],
    [
      1008,
      'The author of this signature has generated a value.',
      'made up: words of other reasons',
      'vendor-failed',
      false,
    ],
    [1011, '', 'contract', 'vendor-failed', true],
    [3000, 'Request error', '626', 'vendor-failed', false],
    [3008, '', 'mock', 'rate-limited', true],
  ] as const)('%i "%s" (%s) is %s', (code, reason, _source, meaning, isRetryable) => {
    const verdict = readClose({ code, reason });
    expect(verdict).toMatchObject({ code: meaning, isRetryable });
    expect(verdict?.message).not.toContain('..');
  });
});

test('an error whose fields stand in the frame itself is read like one in error_event (911)', () => {
  const message = 'received 1002 (protocol error) This request exceeds your quota limit.';
  expect(readError({ type: 'error', message })).toMatchObject({
    error: { code: 'quota-exhausted', message, vendorCode: null, effect: 'reported' },
  });
});

test.each([
  ['quota_exceeded', 'quota-exhausted'],
  ['too_many_concurrent_requests', 'rate-limited'],
  ['override_error', 'invalid-config'],
  ['turn_probability_error', 'vendor-failed'],
  ['a_signature_rate_value', 'vendor-failed'],
  ['constructor', 'vendor-failed'],
])('the name %s is %s', (name, code) => {
  expect(codeOf(name)).toBe(code);
});
