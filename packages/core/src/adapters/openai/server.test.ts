import { describe, expect, test } from 'vitest';
import type { OpenAIMinterOptions } from './server.ts';
import { openaiMinter } from './server.ts';

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A minter whose vendor gives one answer, and the requests that it got. */
function createMinter(answer: Response | Error, options: Partial<OpenAIMinterOptions> = {}) {
  const sent: Sent[] = [];
  const minter = openaiMinter({
    apiKey: 'sk-test-1234567890',
    fetch: async (url, init) => {
      sent.push({
        url: String(url),
        headers: new Headers(init?.headers),
        body: JSON.parse(String(init?.body)) as Record<string, unknown>,
      });
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...options,
  });
  return { minter, sent };
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const secret = () => json({ value: 'ek_1', expires_at: 1_795_000_000, session: { type: 'realtime' } });

async function failureOf(answer: Response | Error): Promise<Error> {
  const error: unknown = await createMinter(answer)
    .minter.mint()
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error('a secret was minted');
  return error;
}

test('a secret is requested with the key and the whole configuration', async () => {
  const { minter, sent } = createMinter(secret());
  const credential = await minter.mint({
    config: { voice: 'cedar', turnDetection: { mode: 'off' }, transcription: {} },
    expiresInSeconds: 60,
  });
  expect(credential).toEqual({ value: 'ek_1', expiresAtMs: 1_795_000_000_000 });
  expect(sent[0]?.url).toBe('https://api.openai.com/v1/realtime/client_secrets');
  expect(sent[0]?.headers.get('authorization')).toBe('Bearer sk-test-1234567890');
  expect(sent[0]?.body).toEqual({
    expires_after: { anchor: 'created_at', seconds: 60 },
    session: {
      type: 'realtime',
      model: 'gpt-realtime-2.1',
      audio: {
        input: { turn_detection: null, transcription: { model: 'gpt-realtime-whisper' } },
        output: { voice: 'cedar' },
      },
    },
  });
});

test('without a configuration, the vendor decides', async () => {
  const { minter, sent } = createMinter(secret(), { model: 'gpt-realtime-2.1-mini' });
  await minter.mint();
  expect(sent[0]?.body).toEqual({ session: { type: 'realtime', model: 'gpt-realtime-2.1-mini' } });
});

test('the user’s id is sent as a hash', async () => {
  const { minter, sent } = createMinter(secret());
  await minter.mint({ userId: 'ann@example.org' });
  const identifier = sent[0]?.headers.get('openai-safety-identifier');
  expect(identifier).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify([...(sent[0]?.headers ?? [])])).not.toContain('ann');
});

test('another server is reached by its address, with its headers', async () => {
  const { minter, sent } = createMinter(secret(), {
    baseUrl: 'wss://x.openai.azure.com/openai/v1/',
    headers: { 'api-key': 'azure-key' },
    organization: 'org_1',
    project: 'proj_1',
  });
  await minter.mint();
  expect(sent[0]?.url).toBe('https://x.openai.azure.com/openai/v1/realtime/client_secrets');
  expect(sent[0]?.headers.get('api-key')).toBe('azure-key');
  expect(sent[0]?.headers.get('openai-organization')).toBe('org_1');
  expect(sent[0]?.headers.get('openai-project')).toBe('proj_1');
});

test('xAI gets no configuration, which it would refuse', async () => {
  const { minter, sent } = createMinter(secret(), { dialect: 'xai', baseUrl: 'https://api.x.ai/v1' });
  await minter.mint({ config: { voice: 'ara' }, expiresInSeconds: 300 });
  await minter.mint().catch(() => null);
  expect(sent.map(({ body }) => body)).toEqual([{ expires_after: { seconds: 300 } }, {}]);
});

describe('failures', () => {
  const error = (fields: object) => ({ error: { type: 'invalid_request_error', ...fields } });

  test.each<[string, Response | Error, string]>([
    ['a refused key', json(error({ code: 'invalid_api_key' }), 401), 'credential-rejected'],
    ['a key without the right', json(error({ message: 'No access.' }), 403), 'credential-rejected'],
    [
      'too many requests',
      json(error({ code: 'rate_limit_exceeded', message: 'Slow.' }), 429),
      'rate-limited',
    ],
    [
      'an empty account',
      json(error({ code: 'insufficient_quota', message: 'Pay.' }), 429),
      'quota-exhausted',
    ],
    [
      'a bad configuration',
      json(error({ message: 'Bad voice.', param: 'session.voice' }), 400),
      'invalid-config',
    ],
    ['a broken vendor', new Response('<html>', { status: 502 }), 'vendor-failed'],
    ['no network', new TypeError('fetch failed'), 'credential-fetch-failed'],
    ['an answer that is not JSON', new Response('hello'), 'credential-fetch-failed'],
    ['an answer without a secret', json({ value: '' }), 'credential-fetch-failed'],
  ])('%s has a code', async (_, answer, code) => {
    expect(await failureOf(answer)).toMatchObject({ code, adapterId: 'openai' });
  });

  test('do not contain the key, even where the vendor repeats it', async () => {
    const echoed = json(
      error({ message: 'Incorrect API key provided: sk-test-1234567890', api_key: 'sk-test-1234567890' }),
      400,
    );
    const thrown = await failureOf(echoed);
    expect(`${thrown.message}${JSON.stringify(thrown)}`).not.toContain('1234567890');
  });

  test.each([[5], [9000], [60.5], [Number.NaN]])(
    'a lifetime of %d seconds is refused before anything is sent',
    async (expiresInSeconds) => {
      const { minter, sent } = createMinter(secret());
      await expect(minter.mint({ expiresInSeconds })).rejects.toMatchObject({ code: 'invalid-config' });
      expect(sent).toEqual([]);
    },
  );

  test.each(['', undefined, () => ''])(
    'an empty key (%s) is refused when a credential is minted, and nothing is sent',
    async (apiKey) => {
      const { minter, sent } = createMinter(Response.json({}), { apiKey });
      await expect(minter.mint()).rejects.toMatchObject({ code: 'invalid-config', adapterId: 'openai' });
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
