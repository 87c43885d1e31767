import { describe, expect, test } from 'vitest';
import { isRealtimeError } from '../../errors/realtime-error.ts';
import type { MintRequest } from '../../protocol/credential-minter.ts';
import { cartesiaMinter } from './server.ts';
import type { CartesiaMinterOptions } from './server.ts';

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A minter whose vendor gives one answer, and the requests that it got. */
function createMinter(answer: Response | Error, options: Partial<CartesiaMinterOptions> = {}) {
  const sent: Sent[] = [];
  const minter = cartesiaMinter({
    apiKey: 'sk_car_test',
    fetch: async (url, init) => {
      sent.push({
        url: String(url),
        headers: new Headers(init?.headers),
        body: JSON.parse(String(init?.body)) as unknown,
      });
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...options,
  });
  return { minter, sent };
}

const token = (more: object = {}) => Response.json({ token: 'token_1', ...more });

describe('an access token', () => {
  test('is requested with the grant for agents, and expires after expiresInSeconds', async () => {
    const { minter, sent } = createMinter(token());
    const before = Date.now();
    const { value, expiresAtMs } = await minter.mint({ expiresInSeconds: 120 });
    expect(value).toBe('token_1');
    expect(expiresAtMs).toBeGreaterThanOrEqual(before + 120_000);
    expect(expiresAtMs).toBeLessThanOrEqual(Date.now() + 120_000);
    expect(sent[0]).toMatchObject({
      url: 'https://api.cartesia.ai/access-token',
      body: { grants: { agent: true }, expires_in: 120 },
    });
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toMatchObject({
      authorization: 'Bearer sk_car_test',
      'cartesia-version': '2026-08-14',
    });
  });

  test.each([
    [false, 'wss://api.cartesia.ai/v1/agents/websocket/agent_1'],
    [true, 'wss://api.cartesia.ai/agents/stream/agent_1'],
  ])('has the address of the agent (Line: %s)', async (line, url) => {
    const { minter } = createMinter(token(), { agentId: 'agent_1', line });
    expect(await minter.mint()).toMatchObject({ url });
  });

  test('is minted where the configuration has no setting of a call', async () => {
    const { minter, sent } = createMinter(token(), { agentId: 'agent_1' });
    await minter.mint({ config: { transcription: {}, turnDetection: { mode: 'server' } } });
    expect(sent[0]?.url).toBe('https://api.cartesia.ai/access-token');
  });
});

describe('the token of one call', () => {
  test('is requested with the settings of the call', async () => {
    const { minter, sent } = createMinter(token(), { agentId: 'agent_1', baseUrl: 'http://127.0.0.1:1' });
    const credential = await minter.mint({
      config: {
        instructions: 'Be brief.',
        voice: { id: 'voice_1' },
        speed: 1.1,
        transcription: { language: 'fr' },
        vendorOptions: { dynamic_variables: { name: 'Ada' } },
      },
    });
    expect(sent[0]).toMatchObject({
      url: 'http://127.0.0.1:1/v1/agents/websocket/agent_1/sessions',
      body: {
        dynamic_variables: { name: 'Ada' },
        config_overrides: {
          instructions: 'Be brief.',
          language: 'fr',
          audio: { output: { voice_id: 'voice_1', speed: 1.1 } },
        },
      },
    });
    expect(credential).toEqual({
      value: 'token_1',
      expiresAtMs: null,
      url: 'ws://127.0.0.1:1/v1/agents/websocket/agent_1',
    });
  });

  test('can have variables alone', async () => {
    const { minter, sent } = createMinter(token(), { agentId: 'agent_1' });
    await minter.mint({ config: { vendorOptions: { dynamic_variables: { a: 1 } } } });
    expect(sent[0]?.body).toEqual({ dynamic_variables: { a: 1 } });
  });

  test.each([
    [{ session_token: 'token_1', expires_at: 1_795_000_000 }, 1_795_000_000_000],
    [{ access_token: 'token_1', expires_at: 1_795_000_000_000 }, 1_795_000_000_000],
    [{ token: 'token_1', expires_at: '2026-11-23T00:00:00Z' }, Date.UTC(2026, 10, 23)],
    [{ token: 'token_1', expires_at: 'soon' }, null],
  ])('is found in an answer whose names are not documented: %j', async (answer, expiresAtMs) => {
    const { minter } = createMinter(Response.json(answer), { agentId: 'agent_1' });
    const credential = await minter.mint({ config: { instructions: 'Hi.' } });
    expect(credential).toMatchObject({ value: 'token_1', expiresAtMs });
  });

  test('needs the id of the agent', async () => {
    const { minter } = createMinter(token());
    await expect(minter.mint({ config: { voice: 'v' } })).rejects.toMatchObject({ code: 'invalid-config' });
  });
});

describe('a refusal', () => {
  const codeOf = (answer: Response | Error, request: MintRequest = {}) =>
    createMinter(answer)
      .minter.mint(request)
      .then(
        () => 'minted',
        (error: unknown) => (isRealtimeError(error) ? error.code : error),
      );

  test.each([
    [401, 'credential-rejected'],
    [403, 'credential-rejected'],
    [402, 'quota-exhausted'],
    [429, 'rate-limited'],
    [400, 'invalid-config'],
    [503, 'vendor-failed'],
  ])('with status %i is %s', async (status, code) => {
    expect(await codeOf(Response.json({ message: 'no' }, { status }))).toBe(code);
  });

  test('that repeats the key is reported without it', async () => {
    const { minter } = createMinter(Response.json({ message: 'bad sk-abcdefghij' }, { status: 400 }));
    const error: unknown = await minter.mint().catch((thrown: unknown) => thrown);
    expect(isRealtimeError(error) && error.message).not.toContain('abcdefghij');
  });

  test('of a network, of an answer without a token, and of a time that is too long', async () => {
    expect(await codeOf(new TypeError('offline'))).toBe('credential-fetch-failed');
    expect(await codeOf(Response.json({}))).toBe('credential-fetch-failed');
    expect(await codeOf(new Response('<html>'))).toBe('credential-fetch-failed');
    expect(await codeOf(token(), { expiresInSeconds: 3_601 })).toBe('invalid-config');
    expect(await codeOf(token(), { expiresInSeconds: 0.5 })).toBe('invalid-config');
    expect(await codeOf(new Error('stopped'), { signal: AbortSignal.abort() })).toBe('aborted');
  });

  test.each(['', undefined, () => ''])(
    'of an empty key (%s) comes when a credential is minted, and nothing is sent',
    async (apiKey) => {
      const { minter, sent } = createMinter(Response.json({}), { apiKey });
      await expect(minter.mint()).rejects.toMatchObject({ code: 'invalid-config', adapterId: 'cartesia' });
      expect(sent).toEqual([]);
    },
  );
});
