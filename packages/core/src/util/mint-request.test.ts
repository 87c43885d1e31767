import { describe, expect, test } from 'vitest';
import type { ApiKey, MintCall } from './mint-request.ts';
import { hashUserId, requestCredential, resolveApiKey } from './mint-request.ts';

type Answer = Response | Error | (() => Response);

async function ask(answer: Answer, call: Partial<MintCall> = {}) {
  const sent: [string, RequestInit][] = [];
  const result: unknown = await requestCredential({
    adapterId: 'acme',
    url: new URL('https://api.example/mint'),
    headers: { authorization: 'Bearer key' },
    readRefusal: () => ({ message: 'No.', code: null }),
    send: async (url, init) => {
      sent.push([String(url), init]);
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer() : answer;
    },
    ...call,
  }).catch((error: unknown) => error);
  return { result, sent };
}

test('a body is posted as JSON, and nothing is a GET', async () => {
  const posted = await ask(Response.json({ token: 'a' }), { body: { a: 1 } });
  expect(posted.result).toEqual({ token: 'a' });
  expect(posted.sent).toMatchObject([['https://api.example/mint', { method: 'POST', body: '{"a":1}' }]]);
  const got = await ask(Response.json({}));
  expect(got.sent[0]?.[1]).toMatchObject({ method: 'GET', body: null });
});

describe('a redirect', () => {
  const moved = (status: number) =>
    new Response(null, { status, headers: { location: 'https://elsewhere.example' } });

  test('is not followed', async () => {
    const { sent } = await ask(Response.json({}));
    expect(sent[0]?.[1].redirect).toBe('manual');
  });

  test.each<[string, Answer]>([
    ['301', moved(301)],
    ['307', moved(307)],
    ['hidden by a browser', () => Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' })],
    [
      'followed by a fetch of the app',
      () => Object.defineProperty(Response.json({ token: 'foreign' }), 'redirected', { value: true }),
    ],
  ])('%s is not an answer', async (_, answer) => {
    const { result } = await ask(answer);
    expect(result).toMatchObject({ code: 'credential-fetch-failed', isRetryable: false });
    expect(String(result)).toContain('redirect');
  });
});

test('an address without TLS is refused before the key leaves', async () => {
  const { result, sent } = await ask(Response.json({}), { url: new URL('http://api.example') });
  expect(result).toMatchObject({ code: 'invalid-config' });
  expect(sent).toEqual([]);
});

describe('a refusal', () => {
  test.each([
    [400, 'invalid-config'],
    [401, 'credential-rejected'],
    [402, 'quota-exhausted'],
    [403, 'credential-rejected'],
    [429, 'rate-limited'],
    [500, 'vendor-failed'],
  ])('with status %i has the code %s', async (status, code) => {
    const { result } = await ask(Response.json({ why: 'x' }, { status }));
    expect(result).toMatchObject({ code, adapterId: 'acme', wire: { why: 'x' } });
  });

  test('says how long the vendor asks to wait', async () => {
    const busy = (headers: Record<string, string>) => Response.json({}, { status: 429, headers });
    expect((await ask(busy({ 'retry-after': '4' }))).result).toMatchObject({ retryAfterMs: 4_000 });
    expect((await ask(busy({}))).result).toMatchObject({ retryAfterMs: null });
  });

  test('has the code that the vendor’s answer implies', async () => {
    const readRefusal = () => ({ message: 'No credit.', code: 'quota-exhausted' as const });
    const { result } = await ask(Response.json({}, { status: 401 }), { readRefusal });
    expect(result).toMatchObject({ code: 'quota-exhausted', message: 'No credit.' });
  });

  test('without words has a sentence', async () => {
    const readRefusal = () => ({ message: '', code: null });
    const { result } = await ask(Response.json({}, { status: 400 }), { readRefusal });
    expect(result).toMatchObject({ message: expect.stringContaining('gave no reason') as string });
  });
});

describe('a cancelled request', () => {
  test('is aborted, whether the answer had begun or not', async () => {
    const controller = new AbortController();
    controller.abort();
    const { signal } = controller;
    const before = await ask(new DOMException('stop', 'AbortError'), { signal });
    const during = await ask(new Response('{"half'), { signal });
    expect([before.result, during.result]).toMatchObject([{ code: 'aborted' }, { code: 'aborted' }]);
  });

  test('is not mistaken for a vendor that cannot be reached', async () => {
    const { result } = await ask(new TypeError('fetch failed'));
    expect(result).toMatchObject({ code: 'credential-fetch-failed' });
  });
});

describe('a key', () => {
  test.each<ApiKey>(['key', () => 'key', async () => 'key'])('may be text or a function', async (key) => {
    expect(await resolveApiKey('acme', key)).toBe('key');
  });

  test.each<ApiKey>(['', undefined, () => '', async () => undefined])(
    'that is missing is an error',
    async (key) => {
      await expect(resolveApiKey('acme', key)).rejects.toMatchObject({ code: 'invalid-config' });
    },
  );
});

test('a user is hashed with SHA-256', async () => {
  expect(await hashUserId('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
