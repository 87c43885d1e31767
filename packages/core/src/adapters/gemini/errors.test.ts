import { describe, expect, test } from 'vitest';
import { readClose, readTurnError } from './errors.ts';

/*
 * Reasons as Gemini wrote them, with where they were seen. "guide" is Google's Live API guide (copies of April to September
 * 2026); "API" is the wording of Google's API infrastructure, which Live shares; the rest are public reports on GitHub.
 */
const REASONS = [
  [1007, 'Request contains an invalid argument.', 'guide', 'invalid-config', false],
  [
    1007,
    'Invalid JSON payload received. Unknown name "x" at \'setup\': Cannot find field.',
    'guide',
    'invalid-config',
    false,
  ],
  [
    1007,
    'realtime_input.media_chunks is deprecated. Use audio, video, or text instead.',
    'gunpal5/Google_GenerativeAI 108',
    'invalid-config',
    false,
  ],
  [
    1007,
    'The audio content type (CONTENT_TYPE_AUDIO) is not supported for this model configuration',
    'google-gemini/cookbook 1225',
    'invalid-config',
    false,
  ],
  [
    1007,
    'The input token count (131090) exceeds the maximum number of tokens allowed (131072).',
    'API',
    'invalid-config',
    false,
  ],
  [
    1007,
    'Unable to submit request because it must have a valid token budget.',
    'made up: names a token that is no credential',
    'invalid-config',
    false,
  ],
  [1007, 'API key not valid. Please pass a valid API key.', 'API', 'credential-rejected', false],
  [1007, '', 'close code alone', 'invalid-config', false],
  [
    1008,
    'models/x is not found for API version v1beta, or is not supported for bidiGenerateContent.',
    'API',
    'invalid-config',
    false,
  ],
  [
    1008,
    'Generative Language API has not been used in project 1 before or it is disabled.',
    'API',
    'invalid-config',
    false,
  ],
  [1008, 'BidiGenerateContent session not found', 'guide', 'session-expired', true],
  [
    1008,
    'Connection aborted because the client failed to close the connection after receiving a GoAway signal once the',
    'pollen-robotics/reachy_mini_conversation_app 357',
    'session-expired',
    true,
  ],
  [
    1008,
    'Operation is not implemented, or supported, or enabled.',
    'googleapis/js-genai 1236',
    'vendor-failed',
    true,
  ],
  [1008, 'The operation was aborted.', 'autonomous-ai/autonomous-os 231', 'vendor-failed', true],
  [
    1008,
    'The permission dialog of the app was not found.',
    'made up: words of other reasons',
    'vendor-failed',
    true,
  ],
  [1008, 'The ephemeral token has expired.', 'not verified', 'credential-expired', true],
  [1008, 'Auth token expired', 'not verified', 'credential-expired', true],
  [
    1008,
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid',
    'API',
    'credential-rejected',
    false,
  ],
  [1011, 'Internal error encountered.', 'guide', 'vendor-failed', true],
  [1011, 'The service is currently unavailable.', 'guide', 'vendor-failed', true],
  [1011, 'Deadline expired before operation could complete.', 'forum 186392', 'vendor-failed', true],
  [
    1011,
    'You exceeded your current quota, please check your plan and billing details.',
    'API',
    'quota-exhausted',
    false,
  ],
  [1011, 'Resource has been exhausted (e.g. check quota).', 'API', 'quota-exhausted', false],
] as const;

const FIRST = { isResuming: false, refusals: 0, ageMs: 0, isDue: false, isAfterSilence: false };

describe('a close', () => {
  test.each(REASONS)('%d "%s" (%s) is %s', (code, reason, _source, meaning, isRetryable) => {
    const verdict = readClose({ code, reason }, FIRST);
    expect(verdict).toMatchObject({ code: meaning, isRetryable });
    expect(verdict?.message).toContain(`code ${code}${reason && ': '}${reason}`);
    expect(verdict?.message).not.toContain('..');
  });

  test.each([1000, 1001, 1005, 1006])('%d without a reason has no meaning of its own', (code) => {
    expect(readClose({ code, reason: '' }, FIRST)).toBeNull();
  });
});

describe('turnCompleteReason', () => {
  test.each([
    ['GENERATED_AUDIO_SAFETY', 'content-refused'],
    ['PROHIBITED_INPUT_CONTENT', 'content-refused'],
    ['MALFORMED_FUNCTION_CALL', 'vendor-failed'],
    ['SOMETHING_NEW', 'vendor-failed'],
    ['constructor', 'vendor-failed'],
  ])('%s is %s', (reason, code) => {
    expect(readTurnError(reason)).toMatchObject({ code, vendorCode: reason });
  });

  test.each(['', 'NEED_MORE_INPUT', 'TURN_COMPLETE_REASON_UNSPECIFIED'])('"%s" is not an error', (reason) => {
    expect(readTurnError(reason)).toBeNull();
  });
});
