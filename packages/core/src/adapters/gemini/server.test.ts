import { describe, expect, test } from 'vitest';
import { geminiMinter } from './server.ts';
import type { GeminiMinterOptions } from './server.ts';

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

function createMinter(answer: Response | Error, options: Partial<GeminiMinterOptions> = {}) {
  const sent: Sent[] = [];
  const minter = geminiMinter({
    apiKey: 'AIza-secret-key',
    fetch: async (url, init) => {
      const body = JSON.parse(String(init?.body)) as Record<string, unknown>;
      sent.push({ url: String(url), headers: new Headers(init?.headers), body });
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...options,
  });
  return { minter, sent };
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const token = () => json({ name: 'auth_tokens/1' });
const timeOf = (sent: Sent | undefined, name: string) => Date.parse(String(sent?.body[name]));

async function failureOf(answer: Response | Error): Promise<Error> {
  const error: unknown = await createMinter(answer)
    .minter.mint()
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error('a token was minted');
  return error;
}

test('a token is requested with the key, for one session that begins soon', async () => {
  const { minter, sent } = createMinter(token());
  const credential = await minter.mint({ expiresInSeconds: 30 });
  const [request] = sent;
  expect(request?.url).toBe('https://generativelanguage.googleapis.com/v1beta/auth_tokens');
  expect(request?.headers.get('x-goog-api-key')).toBe('AIza-secret-key');
  expect(Object.keys(request?.body ?? {})).toEqual(['uses', 'newSessionExpireTime', 'expireTime']);
  expect(request?.body['uses']).toBe(1);
  expect(credential).toEqual({
    value: 'auth_tokens/1',
    expiresAtMs: timeOf(request, 'newSessionExpireTime'),
  });
  expect(timeOf(request, 'expireTime') - timeOf(request, 'newSessionExpireTime')).toBe(1_770_000);
});

test('a token that opens sessions for long lets them last as long', async () => {
  const { minter, sent } = createMinter(token(), { uses: 0 });
  await minter.mint({ expiresInSeconds: 7_200 });
  expect(timeOf(sent[0], 'expireTime')).toBe(timeOf(sent[0], 'newSessionExpireTime'));
  expect(sent[0]?.body['uses']).toBe(0);
});

test('the configured fields are bound to the token, and no others', async () => {
  const { minter, sent } = createMinter(token(), { model: 'gemini-3.1-flash-live-preview' });
  await minter.mint({
    config: { voice: 'Kore', instructions: 'Be brief.', turnDetection: { mode: 'off' }, tools: [] },
  });
  expect(sent[0]?.body).toMatchObject({
    bidiGenerateContentSetup: {
      model: 'models/gemini-3.1-flash-live-preview',
      generationConfig: { speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } } },
      systemInstruction: { role: 'user', parts: [{ text: 'Be brief.' }] },
    },
    fieldMask:
      'model,generationConfig.speechConfig,systemInstruction.role,systemInstruction.parts,tools,realtimeInputConfig',
  });
});

test('another server is reached by its address', async () => {
  const { minter, sent } = createMinter(token(), { baseUrl: 'ws://127.0.0.1:4010/', apiVersion: 'v1alpha' });
  await minter.mint();
  expect(sent[0]?.url).toBe('http://127.0.0.1:4010/v1alpha/auth_tokens');
});

describe('failures', () => {
  const error = (message: string, status: number) => json({ error: { code: status, message } }, status);

  test.each<[string, Response | Error, string]>([
    ['a refused key', error('API key not valid. Please pass a valid API key.', 400), 'credential-rejected'],
    ['an expired key', error('API key expired. Please renew the API key.', 400), 'credential-rejected'],
    ['no key at all', error('Method doesn’t allow unregistered callers.', 403), 'credential-rejected'],
    ['too many requests', error('Resource has been exhausted.', 429), 'rate-limited'],
    ['an empty account', error('You exceeded your current quota.', 429), 'quota-exhausted'],
    ['a bad configuration', error('Invalid value at setup.', 400), 'invalid-config'],
    ['a broken vendor', new Response('<html>', { status: 503 }), 'vendor-failed'],
    ['no network', new TypeError('fetch failed'), 'credential-fetch-failed'],
    ['an answer that is not JSON', new Response('hello'), 'credential-fetch-failed'],
    ['an answer without a token', json({ name: '' }), 'credential-fetch-failed'],
  ])('%s has a code', async (_, answer, code) => {
    expect(await failureOf(answer)).toMatchObject({ code, adapterId: 'gemini' });
  });

  test('do not contain a token, even where the vendor repeats it', async () => {
    const thrown = await failureOf(error('No such token: auth_tokens/abcdefghij', 400));
    expect(`${thrown.message}${JSON.stringify(thrown)}`).not.toContain('abcdefghij');
  });

  test.each([[0], [72_000], [60.5], [Number.NaN]])(
    'a lifetime of %d seconds is refused before anything is sent',
    async (expiresInSeconds) => {
      const { minter, sent } = createMinter(token());
      await expect(minter.mint({ expiresInSeconds })).rejects.toMatchObject({ code: 'invalid-config' });
      expect(sent).toEqual([]);
    },
  );

  test('a configuration that the vendor does not support is refused before anything is sent', async () => {
    const { minter, sent } = createMinter(token());
    await expect(minter.mint({ config: { speed: 2 } })).rejects.toMatchObject({
      code: 'unsupported-capability',
    });
    expect(sent).toEqual([]);
  });

  test.each(['', undefined, () => ''])(
    'an empty key (%s) is refused when a credential is minted, and nothing is sent',
    async (apiKey) => {
      const { minter, sent } = createMinter(Response.json({}), { apiKey });
      await expect(minter.mint()).rejects.toMatchObject({ code: 'invalid-config', adapterId: 'gemini' });
      expect(sent).toEqual([]);
    },
  );

  test('cancelling is no failure of the vendor', async () => {
    const controller = new AbortController();
    const { minter } = createMinter(new DOMException('stop', 'AbortError'));
    controller.abort();
    await expect(minter.mint({ signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' });
  });
});
