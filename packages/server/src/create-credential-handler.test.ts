import { RealtimeError } from '@repartee/core';
import type { CredentialMinter, MintRequest } from '@repartee/core';
import { describe, expect, it } from 'vitest';
import { createCredentialHandler } from './index.ts';
import type { CredentialHandlerOptions, HandlerUser } from './index.ts';

const ADDRESS = 'https://app.example/api/realtime/credential';
const CREDENTIAL = { value: 'ek_short', expiresAtMs: 1_000 };

/** An endpoint with a minter that notes what it was asked for. */
function createEndpoint(options: Partial<CredentialHandlerOptions<HandlerUser>> = {}, failure?: unknown) {
  const asked: MintRequest[] = [];
  const errors: RealtimeError[] = [];
  const minter: CredentialMinter = {
    adapterId: 'test',
    mint(request = {}) {
      asked.push(request);
      // What a minter throws is not always an Error.
      return failure === undefined ? Promise.resolve(CREDENTIAL) : Promise.reject(failure as Error);
    },
  };
  const handler = createCredentialHandler<HandlerUser>({
    minter,
    authorize: () => ({ id: 'ada' }),
    onError: (error) => void errors.push(error),
    ...options,
  });
  const ask = (init: RequestInit = {}) => handler(new Request(ADDRESS, { method: 'POST', ...init }));
  return { ask, asked, errors };
}

const bodyOf = async (response: Response) =>
  (await response.json()) as { error?: { code: string; message: string } };

describe('the credential endpoint', () => {
  it('answers with the credential, and lets nobody cache it', async () => {
    const { ask, asked } = createEndpoint({ config: { instructions: 'Be kind.' }, expiresInSeconds: 60 });
    const response = await ask();
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(CREDENTIAL);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(asked).toMatchObject([
      { config: { instructions: 'Be kind.' }, expiresInSeconds: 60, userId: 'ada' },
    ]);
  });

  it('mints nothing for those who may not talk', async () => {
    for (const authorize of [() => null, () => Promise.reject(new Error('no cookie'))]) {
      const { ask, asked } = createEndpoint({ authorize });
      const response = await ask();
      expect(response.status).toBe(401);
      expect((await bodyOf(response)).error?.code).toBe('credential-rejected');
      expect(asked).toEqual([]);
    }
  });

  it('takes POST only', async () => {
    const { ask, asked } = createEndpoint();
    const response = await ask({ method: 'GET' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(asked).toEqual([]);
  });

  it('makes the configuration for the user who asks', async () => {
    const { ask, asked } = createEndpoint({
      config: (_request, user) => ({ instructions: `Greet ${user.id}.` }),
    });
    await ask();
    expect(asked[0]?.config).toEqual({ instructions: 'Greet ada.' });
  });

  it.each([
    [new RealtimeError('rate-limited', 'org-42 is over its limit'), 429, 'rate-limited'],
    [new RealtimeError('credential-rejected', 'key sk-secret'), 502, 'credential-rejected'],
    [new RealtimeError('invalid-config', 'voice'), 502, 'invalid-config'],
    [new TypeError('fetch failed: 10.0.0.3'), 502, 'credential-fetch-failed'],
  ])('tells the app of %s and the page only its code', async (failure, status, code) => {
    const { ask, errors } = createEndpoint({}, failure);
    const response = await ask();
    expect(response.status).toBe(status);
    const { error } = await bodyOf(response);
    expect(error?.code).toBe(code);
    expect(error?.message).not.toMatch(/org-42|sk-secret|10\.0\.0\.3/);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.code).toBe(code);
  });

  it('lets listed origins read the answer, and no others', async () => {
    const { ask } = createEndpoint({ allowedOrigins: ['https://shop.example'] });
    const listed = await ask({ headers: { origin: 'https://shop.example' } });
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    const other = await ask({ headers: { origin: 'https://evil.example' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await ask({ method: 'OPTIONS', headers: { origin: 'https://shop.example' } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
  });

  it('stops minting when the page has gone', async () => {
    const { ask, asked } = createEndpoint();
    const controller = new AbortController();
    await ask({ signal: controller.signal });
    controller.abort();
    expect(asked[0]?.signal?.aborted).toBe(true);
  });
});
