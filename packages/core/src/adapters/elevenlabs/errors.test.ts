import { describe, expect, test } from 'vitest';
import { readClose } from './errors.ts';

describe('the end of a conversation', () => {
  test.each([
    [1000, ''],
    [1001, ''],
    [1006, ''],
    [1012, 'restart'],
  ])('%i “%s” is judged like that of any connection', (code, reason) => {
    expect(readClose({ code, reason })).toBeNull();
  });

  test.each([
    [1002, 'llm timeout', 'vendor-failed', true],
    [1008, '', 'invalid-config', false],
    [1008, 'Override for field first_message is not allowed by config.', 'invalid-config', false],
    [1008, 'Missing required dynamic variables', 'invalid-config', false],
    [1008, 'Could not authorize', 'credential-rejected', false],
    [1008, 'The signed URL has expired.', 'credential-expired', false],
    [1008, 'quota exceeded', 'quota-exhausted', false],
    [1011, '', 'vendor-failed', true],
    [3000, 'Request error', 'vendor-failed', false],
    [3008, '', 'rate-limited', true],
  ] as const)('%i “%s” is %s', (code, reason, meaning, isRetryable) => {
    expect(readClose({ code, reason })).toMatchObject({ code: meaning, isRetryable });
  });
});
