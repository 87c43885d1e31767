import { describe, expect, test } from 'vitest';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import { readClose, readError } from './errors.ts';

describe('the vendor’s errors', () => {
  const request = 'invalid_request_error';

  test.each<
    [vendorCode: string | null, type: string, code: RealtimeErrorCode, verdict: 'fatal' | 'benign' | 'shown']
  >([
    ['conversation_already_has_active_response', request, 'invalid-config', 'benign'],
    ['response_cancel_not_active', request, 'invalid-config', 'benign'],
    ['input_audio_buffer_commit_empty', request, 'invalid-config', 'benign'],
    ['cannot_update_voice', request, 'invalid-config', 'shown'],
    ['missing_required_parameter', request, 'invalid-config', 'shown'],
    ['unknown_parameter', request, 'invalid-config', 'shown'],
    ['invalid_value', request, 'invalid-config', 'shown'],
    ['invalid_json', request, 'invalid-config', 'shown'],
    ['unsupported_content_type', request, 'invalid-config', 'shown'],
    [null, request, 'invalid-config', 'shown'],
    ['invalid_model', request, 'invalid-config', 'fatal'],
    ['missing_model', request, 'invalid-config', 'fatal'],
    ['session_expired', request, 'session-expired', 'fatal'],
    ['beta_api_shape_disabled', request, 'unsupported-protocol', 'fatal'],
    ['invalid_api_key', request, 'credential-rejected', 'fatal'],
    [null, 'authentication_error', 'credential-rejected', 'fatal'],
    ['client_secret_expired', request, 'credential-expired', 'fatal'],
    ['rate_limit_exceeded', 'tokens', 'rate-limited', 'shown'],
    ['insufficient_quota', 'insufficient_quota', 'quota-exhausted', 'shown'],
    ['content_filter', request, 'content-refused', 'shown'],
    ['of_next_year', 'server_error', 'vendor-failed', 'shown'],
  ])('%s of the type %s is %s and %s', (vendorCode, type, code, verdict) => {
    expect(
      readError({ type, code: vendorCode, message: 'It says.', param: null, event_id: 'cmd_1' }),
    ).toMatchObject({
      code,
      vendorCode,
      message: 'It says.',
      commandId: 'cmd_1',
      isFatal: verdict === 'fatal',
      isBenign: verdict === 'benign',
    });
  });

  test.each([[undefined], [null], ['text'], [7], [{ message: 7, code: {}, type: [], event_id: 1 }]])(
    'that are %j are an error without a reason',
    (wire) => {
      expect(readError(wire)).toMatchObject({
        code: 'vendor-failed',
        message: 'The vendor gave no reason.',
        vendorCode: null,
        commandId: null,
      });
    },
  );
});

describe('the ends of connections', () => {
  const request = 'invalid_request_error';

  test.each<[code: number, reason: string, meaning: RealtimeErrorCode, isRetryable: boolean]>([
    [1001, 'Your session hit the maximum duration of 60 minutes.', 'session-expired', true],
    [3000, `${request}.invalid_api_key`, 'credential-rejected', false],
    [3000, '', 'credential-rejected', false],
    [4000, `${request}.beta_api_shape_disabled`, 'unsupported-protocol', false],
    [4000, `${request}.invalid_model`, 'invalid-config', false],
    [4000, `${request}.session_expired`, 'session-expired', true],
    [4000, 'server_error.internal', 'vendor-failed', true],
    [4000, '', 'vendor-failed', false],
    [4999, 'what is this', 'vendor-failed', false],
  ])('%i with the reason "%s" means %s', (code, reason, meaning, isRetryable) => {
    const verdict = readClose({ code, reason });
    expect(verdict).toMatchObject({ code: meaning, isRetryable });
    expect(verdict?.message).toContain(String(code));
  });

  test.each([[1000], [1001], [1005], [1006], [1011], [1012]])(
    '%i has no meaning of this vendor’s own',
    (code) => {
      expect(readClose({ code, reason: '' })).toBeNull();
    },
  );
});
