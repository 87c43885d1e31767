import { describe, expect, it } from 'vitest';

import fc from 'fast-check';
import { isRealtimeError, RealtimeError, toRealtimeError } from './realtime-error.ts';
import { redactSecrets } from './redact-secrets.ts';

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
    expect(new RealtimeError('rate-limited', 'Too many.').isRetryable).toBe(true);
    expect(new RealtimeError('microphone-denied', 'No.').isRetryable).toBe(false);
    expect(new RealtimeError('microphone-denied', 'No.', { isRetryable: true }).isRetryable).toBe(true);
    expect(new RealtimeError('rate-limited', 'Too many.', { isRetryable: false }).isRetryable).toBe(false);
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

const HEX = '0123456789abcdef';
const WORD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const text = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });

/** Keys as the vendors hand them out, each with the part of it that must not be seen. */
const KEYS: Readonly<Record<string, fc.Arbitrary<readonly [string, string]>>> = {
  'OpenAI key': text(WORD, 20, 48).map((secret) => [`sk-proj-${secret}`, secret]),
  'OpenAI ephemeral key': text(WORD, 20, 48).map((secret) => [`ek_${secret}`, secret]),
  'Google key': text(`${WORD}-_`, 35, 35).map((secret) => [`AIza${secret}`, secret]),
  'Google token': text(HEX, 20, 64).map((secret) => [`auth_tokens/${secret}`, secret]),
  'ElevenLabs key': text(HEX, 48, 48).map((secret) => [`sk_${secret}`, secret]),
  'ElevenLabs header': text(HEX, 32, 32).map((secret) => [`xi-api-key: ${secret}`, secret]),
  'Cartesia key': text(WORD, 20, 24).map((secret) => [`sk_car_${secret}`, secret]),
  'JSON web token': fc
    .tuple(text(WORD, 20, 40), text(`${WORD}-_`, 30, 60), text(`${WORD}-_`, 20, 43))
    .map(([head, body, signature]) => [`eyJ${head}.${body}.${signature}`, body]),
  'bearer token': text(`${WORD}._-`, 12, 60).map((secret) => [`Bearer ${secret}`, secret]),
  'address with a token': text(WORD, 12, 60).map((secret) => [
    `wss://example.com/v1?agent=a&token=${secret}`,
    secret,
  ]),
  'signed address': text(WORD, 12, 60).map((secret) => [
    `wss://example.com/v1?conversation_signature=${secret}&x=1`,
    secret,
  ]),
};

describe.each(Object.entries(KEYS))('a secret of the kind %s', (_kind, keys) => {
  it('is in no part of an error: message, stack, cause, payload, close reason', () => {
    fc.assert(
      fc.property(keys, fc.lorem(), fc.lorem(), ([key, secret], before, after) => {
        const words = `${before} ${key} ${after}`;
        const cause = new Error(words, { cause: new TypeError(words) });
        const wire = { code: 1008, reason: words, nested: [{ message: words }] };
        const error = new RealtimeError('vendor-failed', words, { cause, wire });
        const deep = error.cause as Error;
        const seen = [error.message, error.stack, deep.message, deep.stack, JSON.stringify(error.wire)];
        seen.push(String(deep.cause), (deep.cause as Error).stack);
        for (const part of seen) expect(part).not.toContain(secret);
        expect(error.message).toContain(before);
      }),
      { numRuns: 50 },
    );
  });
});

it('keeps a cause without a secret as it is', () => {
  const cause = new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') });
  expect(new RealtimeError('connect-refused', 'No.', { cause }).cause).toBe(cause);
});

it('leaves ordinary sentences alone', () => {
  for (const sentence of [
    'Unexpected token: < at position 0',
    'The bearer of bad news asked for a key.',
    'Pass the xi-api-key header, or ?agent_id=abc.',
    'See https://example.com/docs?page=2#keys for the API key.',
  ])
    expect(new RealtimeError('vendor-failed', sentence).message).toBe(sentence);
});
