import { expect, test } from 'vitest';
import { readClose } from './errors.ts';

test.each([
  [1007, 'Request contains an invalid argument.', 'invalid-config', false],
  [
    1007,
    'Invalid JSON payload received. Unknown name "x" at \'setup\': Cannot find field.',
    'invalid-config',
    false,
  ],
  [
    1007,
    'realtime_input.media_chunks is deprecated. Use audio, video, or text instead.',
    'invalid-config',
    false,
  ],
  [
    1007,
    'The audio content type (CONTENT_TYPE_AUDIO) is not supported for this model configuration',
    'invalid-config',
    false,
  ],
  [1007, 'API key not valid. Please pass a valid API key.', 'credential-rejected', false],
  [1007, '', 'invalid-config', false],
  [
    1008,
    'models/x is not found for API version v1beta, or is not supported for bidiGenerateContent.',
    'invalid-config',
    false,
  ],
  [
    1008,
    'Generative Language API has not been used in project 1 before or it is disabled.',
    'invalid-config',
    false,
  ],
  [1008, 'BidiGenerateContent session not found', 'session-expired', true],
  [
    1008,
    'Connection aborted because the client failed to close the connection after receiving a GoAway signal once the',
    'session-expired',
    true,
  ],
  [1008, 'Operation is not implemented, or supported, or enabled.', 'vendor-failed', true],
  [1008, 'The operation was aborted.', 'vendor-failed', true],
  [1008, 'The ephemeral token has expired.', 'credential-expired', true],
  [1011, 'Internal error encountered.', 'vendor-failed', true],
  [1011, 'The service is currently unavailable.', 'vendor-failed', true],
  [1011, 'Deadline expired before operation could complete.', 'vendor-failed', true],
  [
    1011,
    'You exceeded your current quota, please check your plan and billing details.',
    'quota-exhausted',
    false,
  ],
] as const)('%d %s', (code, reason, meaning, isRetryable) => {
  const verdict = readClose({ code, reason });
  expect(verdict).toMatchObject({ code: meaning, isRetryable });
  expect(verdict?.message).toContain(reason);
});

test.each([
  [1000, ''],
  [1001, ''],
  [1005, ''],
  [1006, ''],
])('%d is an end like any other', (code, reason) => {
  expect(readClose({ code, reason })).toBeNull();
});
