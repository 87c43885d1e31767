import { RealtimeError } from '@repartee/core';
import type { Credential, CredentialMinter, MintRequest, RealtimeErrorCode } from '@repartee/core';
import { describe, expect, test, vi } from 'vitest';
import { createCredentialHandler } from './create-credential-handler.ts';
import type { CredentialHandlerOptions } from './handler-options.ts';

const URL_HERE = 'https://app.example/api/realtime/credential';

/** A minter that gives what it is told to, and remembers what it was asked for. */
function createFakeMinter(give: (request: MintRequest) => Promise<Credential> | Credential) {
  const asked: MintRequest[] = [];
  const minter: CredentialMinter = {
    adapterId: 'fake',
    async mint(request = {}) {
      asked.push(request);
      return give(request);
    },
  };
  return { minter, asked };
}

const credential = { value: 'ek_1', expiresAtMs: 1_795_000_000_000 };

function createHandler(
  options: Partial<CredentialHandlerOptions> = {},
  give: () => Credential = () => credential,
) {
  const { minter, asked } = createFakeMinter(give);
  const errors: unknown[] = [];
  const handler = createCredentialHandler({
    minter,
    authorize: () => ({ id: 'ann' }),
    onError: (error) => errors.push(error),
    ...options,
  });
  return { handler, asked, errors };
}

const post = (headers: Record<string, string> = {}) => new Request(URL_HERE, { method: 'POST', headers });

async function bodyOf(
  response: Response,
): Promise<{ error?: { code: string; message: string } } & Record<string, unknown>> {
  return (await response.json()) as { error?: { code: string; message: string } };
}

describe('a user who may', () => {
  test('gets a credential that nothing stores', async () => {
    const { handler } = createHandler();
    const response = await handler(post());
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await bodyOf(response)).toEqual(credential);
  });

  test('gets an address where the vendor mints one, and nothing else that a minter adds', async () => {
    const { handler } = createHandler(
      {},
      () => ({ ...credential, url: 'wss://edge.example', apiKey: 'sk-1' }) as Credential,
    );
    expect(await bodyOf(await handler(post()))).toEqual({ ...credential, url: 'wss://edge.example' });
  });

  test('is configured by the server, with fields of their own on top', async () => {
    const { handler, asked } = createHandler({
      config: { instructions: 'Be brief.', voice: 'marin' },
      configure: async (request, user) => ({ voice: `${user.id} in ${request.headers.get('x-language')}` }),
      expiresInSeconds: 60,
    });
    await handler(post({ 'x-language': 'nb' }));
    expect(asked[0]).toMatchObject({
      config: { instructions: 'Be brief.', voice: 'ann in nb' },
      expiresInSeconds: 60,
      userId: 'ann',
    });
  });

  test('cannot change the configuration by what they send', async () => {
    const { handler, asked } = createHandler({ config: { voice: 'marin' } });
    await handler(new Request(URL_HERE, { method: 'POST', body: '{"config":{"voice":"cedar"}}' }));
    expect(asked[0]?.config).toEqual({ voice: 'marin' });
  });
});

describe('a user who may not', () => {
  test.each([
    ['nobody', null, 401],
    ['somebody known', false, 403],
    ['a hook that returns nothing', undefined, 401],
    ['a hook that returns yes', true, 401],
    ['a hook that returns a name', 'ann', 401],
  ])('is refused: %s', async (_, user, status) => {
    const { handler, asked } = createHandler({ authorize: async () => user as never });
    const response = await handler(post());
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await bodyOf(response)).error?.code).toBe('credential-rejected');
    expect(asked).toEqual([]);
  });

  test('is refused when the hook fails, and the app is told', async () => {
    const { handler, asked, errors } = createHandler({
      authorize: () => Promise.reject(new Error('database at 10.0.0.7 is down')),
    });
    const response = await handler(post());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('10.0.0.7');
    expect(asked).toEqual([]);
    expect(errors).toMatchObject([{ message: 'database at 10.0.0.7 is down' }]);
  });

  test('cannot be forgotten', () => {
    const { minter } = createFakeMinter(() => credential);
    const make = () => createCredentialHandler({ minter } as never);
    expect(make).toThrow(expect.objectContaining({ code: 'invalid-config' }) as Error);
  });
});

describe('methods', () => {
  test.each([['GET'], ['PUT'], ['DELETE'], ['HEAD']])('%s is refused', async (method) => {
    const { handler, asked } = createHandler();
    const response = await handler(new Request(URL_HERE, { method }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
    expect(asked).toEqual([]);
  });

  test('GET is answered where the app wants it', async () => {
    const { handler } = createHandler({ isGetAllowed: true });
    expect((await handler(new Request(URL_HERE))).status).toBe(200);
  });
});

describe('other origins', () => {
  const cors = { origins: ['https://shop.example'] };
  const from = (origin: string, more: Record<string, string> = {}) => post({ origin, ...more });

  test('may ask when they are listed, and may read the answer', async () => {
    const { handler } = createHandler({ cors });
    const response = await handler(from('https://shop.example'));
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('vary')).toBe('origin');
  });

  test('may read a refusal as well', async () => {
    const { handler } = createHandler({ cors: { ...cors, isCredentialed: true }, authorize: () => null });
    const response = await handler(from('https://shop.example'));
    expect(response.status).toBe(401);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
  });

  test.each([
    ['https://evil.example'],
    ['https://app.example.evil.example'],
    ['https://shop.example:8443'],
    ['http://shop.example'],
    ['null'],
  ])('%s may not', async (origin) => {
    const { handler, asked } = createHandler({ cors });
    const response = await handler(from(origin));
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(asked).toEqual([]);
  });

  test('the page’s own origin always may, also behind a proxy', async () => {
    const { handler } = createHandler();
    expect((await handler(from('https://app.example'))).status).toBe(200);
    expect((await handler(from('http://app.example'))).status).toBe(200);
    expect((await handler(from('https://public.example', { 'sec-fetch-site': 'same-origin' }))).status).toBe(
      200,
    );
    expect((await handler(from('https://public.example', { 'sec-fetch-site': 'cross-site' }))).status).toBe(
      403,
    );
  });

  test('a preflight is answered without asking who it is', async () => {
    const authorize = vi.fn(() => null);
    const { handler } = createHandler({ cors, authorize });
    const ask = (origin: string) =>
      handler(new Request(URL_HERE, { method: 'OPTIONS', headers: { origin } }));
    const response = await ask('https://shop.example');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('POST');
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect((await ask('https://evil.example')).status).toBe(403);
    expect(authorize).not.toHaveBeenCalled();
  });
});

describe('failures of the vendor', () => {
  test.each<[RealtimeErrorCode, number, RealtimeErrorCode]>([
    ['credential-rejected', 502, 'credential-fetch-failed'],
    ['credential-fetch-failed', 502, 'credential-fetch-failed'],
    ['rate-limited', 429, 'rate-limited'],
    ['quota-exhausted', 503, 'quota-exhausted'],
    ['invalid-config', 500, 'invalid-config'],
    ['vendor-failed', 502, 'vendor-failed'],
    ['worklet-failed', 500, 'credential-fetch-failed'],
  ])('%s is answered with %i and tells nothing of it', async (code, status, told) => {
    const thrown = new RealtimeError(code, 'org-1234 has a key that ends in 77', {
      wire: { organisation: 'org-1234' },
    });
    const { handler, errors } = createHandler({}, () => {
      throw thrown;
    });
    const response = await handler(post());
    const text = await response.text();
    expect(response.status).toBe(status);
    expect((JSON.parse(text) as { error: unknown }).error).toMatchObject({ code: told });
    expect(text).not.toContain('1234');
    expect(errors).toEqual([thrown]);
  });

  test('anything else that is thrown is answered as well', async () => {
    const { handler, errors } = createHandler({}, () => {
      throw new TypeError('cannot read x of undefined');
    });
    const response = await handler(post());
    expect(response.status).toBe(500);
    expect((await bodyOf(response)).error?.message).not.toContain('undefined');
    expect(errors).toHaveLength(1);
  });

  test('a broken error hook still leaves the browser with an answer', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { handler } = createHandler({
      authorize: () => Promise.reject(new Error('first')),
      onError: () => {
        throw new Error('second');
      },
    });
    expect((await handler(post())).status).toBe(500);
    expect(log).toHaveBeenCalledWith(expect.any(String), expect.objectContaining({ message: 'second' }));
    log.mockRestore();
  });

  test('a vendor that never answers is given up', async () => {
    const { minter } = createFakeMinter(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(new RealtimeError('aborted', 'called off')));
        }),
    );
    const handler = createCredentialHandler({
      minter,
      authorize: () => ({}),
      timeoutMs: 5,
      onError: () => {},
    });
    const response = await handler(post());
    expect(response.status).toBe(504);
    expect((await bodyOf(response)).error?.code).toBe('credential-fetch-failed');
  });

  test('a browser that goes away calls the minting off', async () => {
    const controller = new AbortController();
    const { minter, asked } = createFakeMinter(() => credential);
    const handler = createCredentialHandler({ minter, authorize: () => ({}) });
    await handler(new Request(URL_HERE, { method: 'POST', signal: controller.signal }));
    expect(asked[0]?.signal?.aborted).toBe(false);
    controller.abort();
    expect(asked[0]?.signal?.aborted).toBe(true);
  });
});
