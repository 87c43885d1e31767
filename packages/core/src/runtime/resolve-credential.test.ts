import { describe, expect, it, vi } from 'vitest';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { createEmitter } from '../util/emitter.ts';
import { resolveCredential } from './resolve-credential.ts';
import type { CredentialSource } from './session-options.ts';

const resolveWith = (credential: CredentialSource, signal: AbortSignal) =>
  resolveCredential(
    { session: { credential }, emitter: createEmitter() },
    { adapterId: 'acme', reason: 'connect' },
    signal,
  );

const resolve = (answer: Awaited<ReturnType<CredentialSource>>) =>
  resolveWith(() => Promise.resolve(answer), new AbortController().signal);

const failureOf = (answer: Response): Promise<RealtimeError> =>
  resolve(answer).then(
    () => Promise.reject(new Error('taken')),
    (error: RealtimeError) => error,
  );

/** A response that followed a redirect, which only fetch makes. */
function redirected(response: Response, url: string): Response {
  return Object.defineProperties(response, { redirected: { value: true }, url: { value: url } });
}

describe('the expiry of a credential', () => {
  const MINUTE = 60_000;

  it.each([-5 * MINUTE, 0, 5 * MINUTE, 24 * 60 * MINUTE])(
    'is judged by the server’s clock when the visitor’s is %d ms off',
    async (offsetMs) => {
      const serverMs = Math.floor((Date.now() - offsetMs) / 1000) * 1000;
      const headers = { date: new Date(serverMs).toUTCString() };
      const good = Response.json({ value: 'key', expiresAtMs: serverMs + MINUTE }, { headers });
      const { expiresAtMs } = await resolve(good);
      // On the clock of the page, which the answer took a moment to reach.
      expect(Math.abs((expiresAtMs ?? 0) - Date.now() - MINUTE)).toBeLessThan(2_000);
      const old = Response.json({ value: 'key', expiresAtMs: serverMs - 1 }, { headers });
      expect(await failureOf(old)).toMatchObject({ code: 'credential-expired', isRetryable: true });
    },
  );

  it('is left to the vendor where the answer has no date', async () => {
    expect(await resolve(Response.json({ value: 'key', expiresAtMs: 1 }))).toMatchObject({ expiresAtMs: 1 });
    expect(await resolve({ value: 'key', expiresAtMs: 1 })).toMatchObject({ expiresAtMs: 1 });
  });
});

describe('an answer that is no credential', () => {
  it.each<[string, Response, string, RegExp]>([
    ['an HTML page', new Response('<!doctype html><p>App'), 'credential-fetch-failed', /HTML page.*address/],
    [
      'an HTML page for a missing route',
      new Response('\n<html>404', { status: 404 }),
      'credential-fetch-failed',
      /HTML page and status 404/,
    ],
    [
      'a redirect to a page for signing in',
      redirected(new Response('<html>Sign in'), 'https://app.test/login?next=%2F'),
      'credential-fetch-failed',
      /redirect to https:\/\/app\.test\/login, most often.*signed in/,
    ],
    [
      'a redirect that was not followed',
      new Response(null, { status: 302, headers: { location: '/login' } }),
      'credential-fetch-failed',
      /answered with a redirect, most often/,
    ],
    ['nothing', new Response(''), 'credential-fetch-failed', /status 200 and an empty body\. Send JSON/],
    ['nothing at all', new Response(null, { status: 204 }), 'credential-fetch-failed', /an empty body/],
    ['other JSON', Response.json({ token: 'x' }), 'credential-fetch-failed', /a body without a credential/],
    [
      'JSON that is not an object',
      Response.json(3),
      'credential-fetch-failed',
      /a body without a credential/,
    ],
    ['too many requests', new Response('', { status: 429 }), 'rate-limited', /status 429\. .*Wait a moment/],
    ['no right', new Response('', { status: 403 }), 'credential-rejected', /status 403\. .*Sign in/],
    ['a broken server', new Response('', { status: 500 }), 'credential-fetch-failed', /log of your server/],
  ])('%s: the error says what came and what to check', async (_what, answer, code, message) => {
    const error = await failureOf(answer);
    expect(error).toMatchObject({ code, adapterId: 'acme' });
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/\.\.|\. \.|[.!?]:/);
  });

  it.each(['rate-limited', 'quota-exhausted', 'budget-exceeded', 'vendor-failed'])(
    'keeps the code %s that the server names, with its words',
    async (code) => {
      const body = { error: { code, message: 'Only three calls a day are free.' } };
      const error = await failureOf(Response.json(body, { status: 403 }));
      expect(error.code).toBe(code);
      expect(error.message).toContain('status 403: Only three calls a day are free. Without');
    },
  );

  it('takes no code that a server cannot know', async () => {
    const error = await failureOf(Response.json({ error: { code: 'microphone-denied' } }, { status: 500 }));
    expect(error.code).toBe('credential-fetch-failed');
  });
});

it('keeps code and status where the module that explains a refusal cannot be loaded', async () => {
  vi.doMock('./credential-errors.ts', () => {
    throw new Error('offline');
  });
  try {
    const body = { error: { code: 'budget-exceeded', message: 'Only three calls a day are free.' } };
    const error = await failureOf(Response.json(body, { status: 403 }));
    const known = { code: 'budget-exceeded', adapterId: 'acme', httpStatus: 403, isRetryable: false };
    expect(error).toMatchObject(known);
    expect(error.message).not.toContain('three calls');
    expect(await failureOf(new Response('', { status: 401 }))).toMatchObject({ code: 'credential-rejected' });
    const cause = new TypeError('offline');
    const { signal } = new AbortController();
    const unreachable = resolveWith(() => Promise.reject(cause), signal);
    const message = 'There is no credential to connect with.';
    await expect(unreachable).rejects.toMatchObject({ code: 'credential-fetch-failed', message, cause });
  } finally {
    vi.doUnmock('./credential-errors.ts');
  }
});

it('accepts a credential behind a redirect', async () => {
  const answer = redirected(Response.json({ value: 'key' }), 'https://app.test/api/');
  expect(await resolve(answer)).toEqual({ value: 'key', expiresAtMs: null });
});
