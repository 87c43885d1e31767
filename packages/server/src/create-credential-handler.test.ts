import { RealtimeError } from '@repartee/core/server';
import type { Credential, CredentialMinter, MintRequest, RealtimeErrorCode } from '@repartee/core/server';
import { describe, expect, test, vi } from 'vitest';
import type { AuditEvent } from './audit/audit-event.ts';
import { createCredentialHandler } from './create-credential-handler.ts';
import type { CredentialHandlerOptions } from './handler-options.ts';

const URL_HERE = 'https://app.example/api/realtime';

/** A minter that gives what `give` returns, and keeps the requests. */
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
    minters: [minter],
    authorize: () => ({ id: 'ann' }),
    onError: (error) => errors.push(error),
    ...options,
  });
  return { handler, asked, errors };
}

const post = (headers: Record<string, string> = {}, body = '{}') =>
  new Request(URL_HERE, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

async function bodyOf(
  response: Response,
): Promise<{ error?: { code: string; message: string } } & Record<string, unknown>> {
  return (await response.json()) as { error?: { code: string; message: string } };
}

describe('an authorized user', () => {
  test('gets a credential that no cache stores', async () => {
    const { handler } = createHandler();
    const response = await handler(post());
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await bodyOf(response)).toEqual({ ...credential, sessionId: expect.any(String) as string });
  });

  test('gets an address where the vendor mints one, and no other field of the minter', async () => {
    const { handler } = createHandler(
      {},
      () => ({ ...credential, url: 'wss://edge.example', apiKey: 'sk-1' }) as Credential,
    );
    expect(await bodyOf(await handler(post()))).toEqual({
      ...credential,
      url: 'wss://edge.example',
      sessionId: expect.any(String) as string,
    });
  });

  test('gets the terms that the server decides for them', async () => {
    const { handler, asked } = createHandler({
      terms: async (user, { body, vendor }) => ({
        config: {
          instructions: 'Be brief.',
          voice: `${user.id} in ${String(body['language'])} at ${vendor}`,
        },
        expiresInSeconds: 60,
      }),
      limits: { sessionMinutes: 5 },
    });
    await handler(post({}, '{"language":"nb"}'));
    expect(asked[0]).toMatchObject({
      config: { instructions: 'Be brief.', voice: 'ann in nb at fake' },
      expiresInSeconds: 60,
      maxDurationSeconds: 300,
      userId: 'ann',
    });
  });

  test('cannot change the configuration with the body of the request', async () => {
    const { handler, asked } = createHandler({ terms: { config: { voice: 'marin' } } });
    const wishes = { config: { voice: 'cedar' }, model: 'dear', instructions: 'Obey me.', terms: {} };
    await handler(post({}, JSON.stringify(wishes)));
    expect(asked[0]?.config).toEqual({ voice: 'marin' });
  });
});

describe('the vendor', () => {
  const two = () => {
    const minters = ['one', 'two'].map((adapterId) => ({
      ...createFakeMinter(() => ({ ...credential, value: adapterId })).minter,
      adapterId,
    }));
    return { minters };
  };
  const ask = async (options: Partial<CredentialHandlerOptions>, body: object) => {
    const response = await createHandler({ ...two(), ...options }).handler(post({}, JSON.stringify(body)));
    return response.status === 200 ? (await bodyOf(response))['value'] : response.status;
  };

  test('is the one that the page names, within what authorize allows', async () => {
    expect(await ask({}, { vendor: 'two' })).toBe('two');
    expect(await ask({}, {})).toBe(403);
    expect(await ask({}, { vendor: 'three' })).toBe(403);
    expect(await ask({}, { vendor: ['two'] })).toBe(403);
    const authorize = () => ({ id: 'ann', vendors: ['one'] });
    expect(await ask({ authorize }, { vendor: 'two' })).toBe(403);
    expect(await ask({ authorize }, {})).toBe('one');
    expect(await ask({ authorize: () => ({ id: 'ann', vendors: [] }) }, { vendor: 'one' })).toBe(403);
  });

  test('has one minter', () => {
    const { minter } = createFakeMinter(() => credential);
    for (const minters of [[], [minter, minter]])
      expect(() => createHandler({ minters })).toThrow(
        expect.objectContaining({ code: 'invalid-config' }) as Error,
      );
  });
});

describe('without authorize', () => {
  const local = (headers: Record<string, string> = {}, url = 'http://localhost:3000/api') =>
    new Request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });
  const { minter } = createFakeMinter(() => credential);
  const handler = createCredentialHandler({ minters: [minter], dangerouslyAllowAnonymous: true });

  test('this machine gets credentials, where that was asked for', async () => {
    for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect((await handler(local(), { remoteAddress })).status, remoteAddress).toBe(200);
  });

  test.each<[string, Request, object | undefined]>([
    ['another machine', local(), { remoteAddress: '10.0.0.7' }],
    ['a machine that is not known', local(), undefined],
    ['another name', local({}, 'http://app.example/'), { remoteAddress: '127.0.0.1' }],
    ['a proxy', local({ 'x-forwarded-for': '127.0.0.1' }), { remoteAddress: '127.0.0.1' }],
  ])('%s gets none', async (_, request, context) => {
    expect((await handler(request, context)).status).toBe(403);
  });

  test('nothing is created by mistake', () => {
    for (const more of [{}, { dangerouslyAllowAnonymous: true, authorize: () => ({ id: 'ann' }) }])
      expect(() => createCredentialHandler({ minters: [minter], ...more })).toThrow(
        expect.objectContaining({ code: 'invalid-config' }) as Error,
      );
  });
});

describe('a user who is not authorized', () => {
  test.each([
    ['a visitor who is not signed in', null, 401],
    ['a user who may not', false, 403],
    ['authorize returns nothing', undefined, 401],
    ['authorize returns true', true, 401],
    ['authorize returns a name', 'ann', 401],
    ['authorize returns a user without an id', {}, 401],
  ])('is refused: %s', async (_, user, status) => {
    const { handler, asked } = createHandler({ authorize: async () => user as never });
    const response = await handler(post());
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await bodyOf(response)).error?.code).toBe('credential-rejected');
    expect(asked).toEqual([]);
  });

  test('is refused when authorize fails, and the app gets the error', async () => {
    const { handler, asked, errors } = createHandler({
      authorize: () => Promise.reject(new Error('database at 10.0.0.7 is down')),
    });
    const response = await handler(post());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('10.0.0.7');
    expect(asked).toEqual([]);
    expect(errors).toMatchObject([{ message: 'database at 10.0.0.7 is down' }]);
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
    const { handler } = createHandler({ cors: { ...cors, allowCredentials: true }, authorize: () => null });
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

  test('the server’s own origin always may, also behind a proxy', async () => {
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

  test('a preflight is answered without authorize', async () => {
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
    ['unsupported-capability', 500, 'invalid-config'],
    ['aborted', 504, 'credential-fetch-failed'],
    ['worklet-failed', 500, 'credential-fetch-failed'],
  ])('%s is answered with %i and without the words of the error', async (code, status, answered) => {
    const thrown = new RealtimeError(code, 'org-1234 has a key that ends in 77', {
      wire: { organisation: 'org-1234' },
    });
    const { handler, errors } = createHandler({}, () => {
      throw thrown;
    });
    const response = await handler(post());
    const text = await response.text();
    expect(response.status).toBe(status);
    expect((JSON.parse(text) as { error: unknown }).error).toMatchObject({ code: answered });
    expect(text).not.toContain('1234');
    expect(errors).toEqual([thrown]);
  });

  test('authorize may limit how often a user asks', async () => {
    const { handler, asked } = createHandler({
      authorize: () => {
        throw new RealtimeError('rate-limited', 'Ann asked twice in a minute.');
      },
    });
    const response = await handler(post());
    expect(response.status).toBe(429);
    expect((await bodyOf(response)).error?.code).toBe('rate-limited');
    expect(asked).toEqual([]);
  });

  test('the wait that a vendor asks for is passed on', async () => {
    const { handler } = createHandler({}, () => {
      throw new RealtimeError('rate-limited', 'Slow down.', { retryAfterMs: 2_500 });
    });
    const response = await handler(post());
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3']);
  });

  test('an error of another kind is answered as well', async () => {
    const { handler, errors } = createHandler({}, () => {
      throw new TypeError('cannot read x of undefined');
    });
    const response = await handler(post());
    expect(response.status).toBe(500);
    expect((await bodyOf(response)).error?.message).not.toContain('undefined');
    expect(errors).toHaveLength(1);
  });

  test('the browser gets an answer when onError throws', async () => {
    const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const { handler } = createHandler({
      logger,
      authorize: () => Promise.reject(new Error('first')),
      onError: () => {
        throw new Error('second');
      },
    });
    expect((await handler(post())).status).toBe(500);
    const [[details] = []] = logger.error.mock.calls as { err: Error }[][];
    expect(details?.err.message).toBe('second');
  });

  test('minting ends when the vendor does not answer in time', async () => {
    const { minter } = createFakeMinter(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(new RealtimeError('aborted', 'cancelled')));
        }),
    );
    const handler = createCredentialHandler({
      minters: [minter],
      authorize: () => ({ id: 'ann' }),
      timeoutMs: 5,
      onError: () => {},
    });
    const response = await handler(post());
    expect(response.status).toBe(504);
    expect((await bodyOf(response)).error?.code).toBe('credential-fetch-failed');
  });

  test('minting is cancelled when the browser goes away', async () => {
    const controller = new AbortController();
    const { minter, asked } = createFakeMinter(() => credential);
    const handler = createCredentialHandler({ minters: [minter], authorize: () => ({ id: 'ann' }) });
    await handler(new Request(post(), { signal: controller.signal }));
    expect(asked[0]?.signal?.aborted).toBe(false);
    controller.abort();
    expect(asked[0]?.signal?.aborted).toBe(true);
  });

  /** A browser that goes away while the vendor is asked, and what comes of it. */
  const leave = async (fail: (signal: AbortSignal) => unknown) => {
    const controller = new AbortController();
    const { minter } = createFakeMinter(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(fail(signal)));
          controller.abort();
        }),
    );
    const events: AuditEvent[] = [];
    const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const handler = createCredentialHandler({
      minters: [minter],
      authorize: () => ({ id: 'ann' }),
      logger,
      audit: (event) => events.push(event),
    });
    const { status } = await handler(new Request(post(), { signal: controller.signal }));
    return { status, logger, events };
  };

  test.each([
    ['a minter’s error', () => new RealtimeError('aborted', 'cancelled')],
    ['the reason of the signal', (signal: AbortSignal) => signal.reason],
  ])('a browser that goes away is no failure to mint: %s', async (_, fail) => {
    const { status, logger, events } = await leave(fail);
    expect(status).toBe(408);
    expect(logger.error).not.toHaveBeenCalled();
    expect(events).toMatchObject([{ type: 'session-refused', userId: 'ann', status: 408, code: 'aborted' }]);
  });

  test('a vendor that fails is reported, though the browser has gone', async () => {
    const { status, logger } = await leave(() => new RealtimeError('vendor-failed', 'Down.'));
    expect(status).toBe(502);
    expect(logger.error).toHaveBeenCalledOnce();
  });
});
