import { describe, expect, it } from 'vitest';

import { isRealtimeError, RealtimeError, redactSecrets, toRealtimeError } from './realtime-error.ts';

describe('RealtimeError', () => {
  it('is an Error with a code, a cause and a name of its own', () => {
    const cause = new Error('socket closed');
    const error = new RealtimeError('connection-lost', 'The connection was lost.', {
      cause,
      adapterId: 'acme',
    });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'RealtimeError', code: 'connection-lost', cause, adapterId: 'acme' });
    expect(String(error)).toBe('RealtimeError: The connection was lost.');
    expect('cause' in new RealtimeError('aborted', 'Stopped.')).toBe(false);
  });

  it('knows by its code whether trying again may help, unless told', () => {
    expect(new RealtimeError('rate-limited', 'Too many.').retryable).toBe(true);
    expect(new RealtimeError('microphone-denied', 'No.').retryable).toBe(false);
    expect(new RealtimeError('microphone-denied', 'No.', { isRetryable: true }).retryable).toBe(true);
    expect(new RealtimeError('rate-limited', 'Too many.', { isRetryable: false }).retryable).toBe(false);
  });

  it('is recognised also when it comes from another copy of the package', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('repartee.realtime-error')]: true });
    expect(isRealtimeError(new RealtimeError('aborted', 'x'))).toBe(true);
    expect(isRealtimeError(foreign)).toBe(true);
    for (const other of [new Error('x'), null, undefined, 'aborted', { code: 'aborted' }]) {
      expect(isRealtimeError(other)).toBe(false);
    }
  });

  it('wraps what is not one and keeps what is', () => {
    const own = new RealtimeError('aborted', 'Stopped.');
    expect(toRealtimeError(own, 'vendor-failed', 'other words')).toBe(own);
    const thrown = new TypeError('fetch failed');
    expect(
      toRealtimeError(thrown, 'credential-fetch-failed', 'No credential.', { adapterId: 'acme' }),
    ).toMatchObject({
      code: 'credential-fetch-failed',
      cause: thrown,
      adapterId: 'acme',
    });
  });
});

describe('redaction', () => {
  it('takes secrets out of the vendor payload that an error carries', () => {
    const wire = {
      type: 'error',
      client_secret: 'ek_abcdef123456',
      headers: { Authorization: 'Bearer abc', 'api-key': 'abc', 'X-Api_Key': 'abc' },
      nested: [{ password: 'hunter2' }, { access_token: 'abc', credential: 'abc' }],
    };
    const error = new RealtimeError('vendor-failed', 'It failed.', { wire });
    expect(error.wire).toEqual({
      type: 'error',
      client_secret: '[redacted]',
      headers: { Authorization: '[redacted]', 'api-key': '[redacted]', 'X-Api_Key': '[redacted]' },
      nested: [{ password: '[redacted]' }, { access_token: '[redacted]', credential: '[redacted]' }],
    });
    expect(JSON.stringify(wire)).toContain('hunter2');
  });

  it('finds keys in the middle of text', () => {
    expect(
      redactSecrets('Incorrect API key provided: sk-proj-abc123DEF456, try again with ek_0123456789'),
    ).toBe('Incorrect API key provided: [redacted], try again with [redacted]');
    expect(redactSecrets(['auth_tokens/abcdef0123'])).toEqual(['[redacted]']);
  });

  it('leaves alone what only sounds like one', () => {
    const counts = {
      input_tokens: 12,
      token_details: { cached_tokens: 3 },
      text: 'the risk-free disk-based task',
    };
    expect(redactSecrets(counts)).toEqual(counts);
    for (const value of [null, undefined, 3, true]) expect(redactSecrets(value)).toBe(value);
  });

  it('is bounded in depth and does not follow a hostile payload', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(
      JSON.stringify(new RealtimeError('malformed-frame', 'Bad frame.', { wire: cycle }).wire),
    ).toContain('[too deep]');
    const hostile = redactSecrets(JSON.parse('{"__proto__": {"isAdmin": true}}')) as object;
    expect('isAdmin' in hostile).toBe(false);
    expect(Object.getPrototypeOf(hostile)).toBe(Object.prototype);
  });

  it('hides a secret that is not a string too', () => {
    expect(redactSecrets({ client_secret: { value: 'abc', expires_at: 1 } })).not.toMatchObject({
      client_secret: { value: 'abc' },
    });
  });
});
