import { describe, expect, test } from 'vitest';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { ReportedError } from '../../protocol/server-event.ts';
import { encodeProbe } from './encode.ts';
import { readClose, readError } from './errors.ts';

describe('the vendor’s errors', () => {
  const request = 'invalid_request_error';

  test.each<
    [vendorCode: string | null, type: string, code: RealtimeErrorCode, effect: ReportedError['effect']]
  >([
    ['conversation_already_has_active_response', request, 'invalid-config', 'busy'],
    ['response_cancel_not_active', request, 'invalid-config', 'benign'],
    ['input_audio_buffer_commit_empty', request, 'invalid-config', 'benign'],
    ['cannot_update_voice', request, 'invalid-config', 'reported'],
    ['missing_required_parameter', request, 'invalid-config', 'reported'],
    ['unknown_parameter', request, 'invalid-config', 'reported'],
    ['invalid_value', request, 'invalid-config', 'reported'],
    ['invalid_json', request, 'invalid-config', 'reported'],
    ['unsupported_content_type', request, 'invalid-config', 'reported'],
    [null, request, 'invalid-config', 'reported'],
    ['invalid_model', request, 'invalid-config', 'fatal'],
    ['missing_model', request, 'invalid-config', 'fatal'],
    ['session_expired', request, 'session-expired', 'fatal'],
    ['beta_api_shape_disabled', request, 'unsupported-protocol', 'fatal'],
    ['invalid_api_key', request, 'credential-rejected', 'fatal'],
    [null, 'authentication_error', 'credential-rejected', 'fatal'],
    ['client_secret_expired', request, 'credential-expired', 'fatal'],
    ['rate_limit_exceeded', 'tokens', 'rate-limited', 'reported'],
    ['insufficient_quota', 'insufficient_quota', 'quota-exhausted', 'reported'],
    ['content_filter', request, 'content-refused', 'reported'],
    ['billing_not_active', request, 'quota-exhausted', 'reported'],
    [null, 'requests', 'rate-limited', 'reported'],
    ['of_next_year', 'server_error', 'vendor-failed', 'reported'],
    // Parts of words mean nothing.
    ['invalid_author', request, 'invalid-config', 'reported'],
    ['token_count_expired_soon', 'server_error', 'vendor-failed', 'reported'],
    ['accessory_model', 'server_error', 'vendor-failed', 'reported'],
    ['constructor', 'toString', 'vendor-failed', 'reported'],
  ])('%s of the type %s is %s and %s', (vendorCode, type, code, effect) => {
    expect(
      readError({ type, code: vendorCode, message: 'It says.', param: null, event_id: 'cmd_1' }),
    ).toMatchObject({
      code,
      vendorCode,
      commandId: 'cmd_1',
      effect,
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

test('the error about the voice tells when the new voice is used', () => {
  const { message, effect } = readError({ code: 'cannot_update_voice', message: 'Cannot update a voice!' });
  expect(message).toContain('next connection');
  expect(effect).toBe('reported');
  expect(readError({ code: 'unknown_parameter', message: 'No.', param: 'session.x' }).message).toBe(
    'No. (session.x)',
  );
});

/*
 * Closes as the vendor sent them, with where they were seen. "probe" is a public report of September 2026 on the live
 * service, by which the reason is always `type.code`.
 */
const REASONS = [
  [
    1001,
    'Your session hit the maximum duration of 60 minutes.',
    'pipecat-ai/pipecat 3170',
    'session-expired',
    true,
  ],
  [3000, 'invalid_request_error.invalid_api_key', 'probe', 'credential-rejected', false],
  [3000, '', 'close code alone', 'credential-rejected', false],
  [3000, 'Unauthorized', 'made up: a reason of another form', 'credential-rejected', false],
  [4000, 'invalid_request_error.beta_api_shape_disabled', 'probe', 'unsupported-protocol', false],
  [4000, 'invalid_request_error.invalid_model', 'probe', 'invalid-config', false],
  [4000, 'invalid_request_error.missing_model', 'probe', 'invalid-config', false],
  [4000, 'invalid_request_error.session_expired', 'made up: the code of an event', 'session-expired', true],
  [4000, 'server_error.internal', 'made up: the type of an event', 'vendor-failed', true],
  [4000, '', 'close code alone', 'vendor-failed', false],
  [
    4000,
    'The author of this model has access to 60 minutes.',
    'made up: words of others',
    'vendor-failed',
    false,
  ],
  [4999, 'what is this', 'made up: another code', 'vendor-failed', false],
] as const;

const FIRST = { ageMs: 0, isDue: false };

describe('a close', () => {
  test.each(REASONS)('%d "%s" (%s) is %s', (code, reason, _source, meaning, isRetryable) => {
    const verdict = readClose({ code, reason }, FIRST);
    expect(verdict).toMatchObject({ code: meaning, isRetryable });
    expect(verdict?.message).toContain(`(${code}${reason && ` ${reason}`})`);
  });

  test.each([
    [1000, ''],
    [1001, ''],
    [1001, 'The server restarts in 5 minutes; its certificate has expired.'],
    [1005, ''],
    [1006, ''],
    [1011, 'session expired'],
    [1012, ''],
  ])('%d "%s" has no meaning of this vendor’s own', (code, reason) => {
    expect(readClose({ code, reason }, FIRST)).toBeNull();
  });
});

test('the answer to a probe is a harmless error, whatever its code', () => {
  const [frame] = encodeProbe();
  const { event_id, type, item_id } = JSON.parse(String(frame)) as Record<string, unknown>;
  expect([type, typeof item_id]).toEqual(['conversation.item.retrieve', 'string']);
  const error = {
    type: 'invalid_request_error',
    code: 'item_retrieve_invalid_item_id',
    message: 'No such item.',
  };
  expect(readError({ ...error, event_id })).toMatchObject({ effect: 'benign' });
  expect(readError({ ...error, event_id: 'cmd_1' })).toMatchObject({ effect: 'reported' });
});
