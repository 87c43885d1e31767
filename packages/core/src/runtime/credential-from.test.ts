import { afterEach, expect, it, vi } from 'vitest';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { createEmitter } from '../util/emitter.ts';
import { credentialFrom } from './credential-from.ts';
import type { CredentialFromOptions } from './credential-from.ts';
import { resolveCredential } from './resolve-credential.ts';
import type { CredentialOption } from './session-options.ts';

type Sent = readonly [url: string, init: RequestInit];

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const resolve = (credential: CredentialOption, signal = new AbortController().signal) =>
  resolveCredential(
    { session: { credential }, emitter: createEmitter() },
    { adapterId: 'acme', reason: 'connect' },
    signal,
  );

const failureOf = (answer: Response): Promise<RealtimeError> =>
  resolve(credentialFrom('/api', { fetch: () => Promise.resolve(answer) })).then(
    () => Promise.reject(new Error('taken')),
    (error: RealtimeError) => error,
  );

/** A fetch that answers only when it is aborted, at its headers or at its body. */
function hangingFetch(where: 'headers' | 'body'): NonNullable<CredentialFromOptions['fetch']> {
  const never = ({ signal }: RequestInit) =>
    new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
    });
  if (where === 'headers') return (_, init) => never(init);
  return (_, init) =>
    Promise.resolve(Object.assign(Response.json({ value: 'key' }), { text: () => never(init) }));
}

it('posts JSON that no form can send, with the app’s headers and fields', async () => {
  const sent: Sent[] = [];
  const source = credentialFrom('/api/realtime', {
    headers: async () => ({ authorization: 'Bearer user' }),
    body: { seat: 3 },
    credentials: 'include',
    fetch: async (...request) => {
      sent.push(request);
      return Response.json({ value: 'key', expiresAtMs: null });
    },
  });
  expect(await resolve(source)).toEqual({ value: 'key', expiresAtMs: null });
  const [[url, init] = ['', {}]] = sent;
  expect(url).toBe('/api/realtime');
  expect(init).toMatchObject({ method: 'POST', redirect: 'manual', credentials: 'include' });
  expect(JSON.parse(String(init.body))).toEqual({ vendor: 'acme', seat: 3, reason: 'connect' });
  const headers = new Headers(init.headers);
  expect(headers.get('content-type')).toBe('application/json');
  expect(headers.get('x-requested-with')).toBe('repartee');
  expect(headers.get('authorization')).toBe('Bearer user');
});

it.each(['/api/realtime', () => Promise.resolve({ endpoint: '/api/realtime' })])(
  'is what a session makes of an address (%#)',
  async (option) => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      const answer = Response.json({ value: 'key', url: './call' });
      return Object.defineProperty(answer, 'url', { value: 'https://app.test/api/realtime' });
    });
    expect(await resolve(option)).toMatchObject({ value: 'key', url: 'https://app.test/api/call' });
    expect(asked).toEqual(['/api/realtime']);
  },
);

it.each<[number | 'opaque', Response, object]>([
  [401, new Response('', { status: 401 }), { code: 'credential-rejected', isRetryable: false }],
  [403, new Response('', { status: 403 }), { code: 'credential-rejected', isRetryable: false }],
  [
    429,
    new Response('', { status: 429, headers: { 'retry-after': '7' } }),
    { code: 'rate-limited', retryAfterMs: 7_000 },
  ],
  [
    503,
    new Response('', { status: 503, headers: { 'retry-after': '2' } }),
    { code: 'credential-fetch-failed', retryAfterMs: 2_000, isRetryable: true },
  ],
  [200, new Response('<!doctype html>'), { code: 'credential-fetch-failed' }],
  [200, new Response('fine'), { code: 'credential-fetch-failed' }],
])('status %s is an error with a code and the status', async (httpStatus, answer, error) => {
  expect(await failureOf(answer)).toMatchObject({ httpStatus, ...error });
});

it('follows no redirect', async () => {
  const opaque = Object.defineProperties(Response.json({ value: 'key' }), {
    type: { value: 'opaqueredirect' },
    ok: { value: false },
  });
  const error = await failureOf(opaque);
  expect(error).toMatchObject({ code: 'credential-fetch-failed' });
  expect(error.message).toContain('redirect');
});

it.each(['headers', 'body'] as const)('gives up an endpoint that hangs at its %s', async (where) => {
  vi.useFakeTimers();
  const answer = resolve(credentialFrom('/api', { timeoutMs: 50, fetch: hangingFetch(where) }));
  const failure = answer.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(50);
  expect(await failure).toMatchObject({
    code: 'credential-fetch-failed',
    isRetryable: true,
    message: expect.stringContaining('within 50 ms') as string,
  });
});

it('gives up a function of the app that never answers', async () => {
  vi.useFakeTimers();
  const fetched = vi.fn<NonNullable<CredentialFromOptions['fetch']>>();
  const options = { timeoutMs: 50, headers: () => new Promise<never>(() => {}), fetch: fetched };
  const failure = resolve(credentialFrom('/api', options)).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(50);
  expect(await failure).toMatchObject({ message: expect.stringContaining('within 50 ms') as string });
  expect(fetched).not.toHaveBeenCalled();
});

it('is aborted with the session', async () => {
  const session = new AbortController();
  const answer = resolve(credentialFrom('/api', { fetch: hangingFetch('headers') }), session.signal);
  session.abort();
  await expect(answer).rejects.toMatchObject({ code: 'aborted' });
});
