import { describe, expect, test } from 'vitest';
import { isRealtimeError } from '../../errors/realtime-error.ts';
import type { MintRequest } from '../../protocol/credential-minter.ts';
import { elevenLabsMinter } from './server.ts';
import type { ElevenLabsMinterOptions } from './server.ts';

/** A minter whose vendor gives one answer, and the requests that it got. */
function createMinter(answer: Response | Error, options: Partial<ElevenLabsMinterOptions> = {}) {
  const sent: { readonly url: string; readonly key: string | null }[] = [];
  const minter = elevenLabsMinter({
    apiKey: 'sk_eleven_test',
    agentId: 'agent_1',
    fetch: async (url, init) => {
      sent.push({ url: String(url), key: new Headers(init?.headers).get('xi-api-key') });
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...options,
  });
  return { minter, sent };
}

const URL_ = 'wss://api.elevenlabs.io/v1/convai/conversation?agent_id=agent_1&conversation_signature=s';
const link = () => Response.json({ signed_url: URL_ });
const PATH = '/v1/convai/conversation/get-signed-url?agent_id=agent_1';

describe('a signed URL', () => {
  test('is requested with the key, for one conversation, and expires after fifteen minutes', async () => {
    const { minter, sent } = createMinter(link());
    const before = Date.now();
    const { value, expiresAtMs } = await minter.mint();
    expect(value).toBe(URL_);
    expect(expiresAtMs).toBeGreaterThanOrEqual(before + 900_000);
    expect(expiresAtMs).toBeLessThanOrEqual(Date.now() + 900_000);
    expect(sent).toEqual([
      { url: `https://api.elevenlabs.io${PATH}&include_conversation_id=true`, key: 'sk_eleven_test' },
    ]);
  });

  test('may be of an environment and a branch, elsewhere, and good for more than one conversation', async () => {
    const options = { environment: 'test', branchId: 'b1', singleUse: false, baseUrl: 'ws://127.0.0.1:1' };
    const { minter, sent } = createMinter(link(), options);
    await minter.mint({ expiresInSeconds: 900 });
    expect(sent[0]?.url).toBe(`http://127.0.0.1:1${PATH}&environment=test&branch_id=b1`);
  });
});

describe('the token of a call', () => {
  test('is requested with the key, and has no known expiry', async () => {
    const { minter, sent } = createMinter(Response.json({ token: 'a.b.c', conversation_id: 'conv_1' }), {
      transport: 'webrtc',
    });
    expect(await minter.mint()).toEqual({ value: 'a.b.c', expiresAtMs: null });
    const url = 'https://api.elevenlabs.io/v1/convai/conversation/token?agent_id=agent_1';
    expect(sent).toEqual([{ url, key: 'sk_eleven_test' }]);
  });

  test('that is missing in the answer is an error', async () => {
    const { minter } = createMinter(link(), { transport: 'webrtc' });
    await expect(minter.mint()).rejects.toMatchObject({ code: 'credential-fetch-failed' });
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

  test.each<[number, unknown, string]>([
    [401, { detail: { status: 'invalid_api_key', message: 'Invalid API key' } }, 'credential-rejected'],
    [401, { detail: { status: 'quota_exceeded', message: 'No credits' } }, 'quota-exhausted'],
    [403, { detail: 'no' }, 'credential-rejected'],
    [404, { detail: { status: 'document_not_found', message: 'No agent' } }, 'invalid-config'],
    [
      422,
      { detail: [{ loc: ['query', 'agent_id'], msg: 'Field required', type: 'missing' }] },
      'invalid-config',
    ],
    [429, { detail: { status: 'too_many_concurrent_requests' } }, 'rate-limited'],
    [503, '<html>', 'vendor-failed'],
  ])('with status %i and %j is %s', async (status, body, code) => {
    expect(await codeOf(Response.json(body, { status }))).toBe(code);
  });

  test('has the vendor’s words without the key', async () => {
    const messageOf = async (detail: unknown) => {
      const { minter } = createMinter(Response.json({ detail }, { status: 422 }));
      const error: unknown = await minter.mint().catch((thrown: unknown) => thrown);
      return isRealtimeError(error) ? error.message : '';
    };
    expect(await messageOf([{ msg: 'Field required' }])).toContain('Field required');
    expect(await messageOf('bad sk-abcdefghij')).not.toContain('abcdefghij');
  });

  test('of a network, of an answer without a link, and of a time that cannot be chosen', async () => {
    expect(await codeOf(new TypeError('offline'))).toBe('credential-fetch-failed');
    expect(await codeOf(Response.json({}))).toBe('credential-fetch-failed');
    expect(await codeOf(new Response('<html>'))).toBe('credential-fetch-failed');
    expect(await codeOf(link(), { expiresInSeconds: 60 })).toBe('invalid-config');
    expect(await codeOf(new Error('stopped'), { signal: AbortSignal.abort() })).toBe('aborted');
  });

  test.each([{ apiKey: '' }, { apiKey: undefined }, { apiKey: () => '' }, { agentId: '' }])(
    'of a key or an agent that is missing (%o) comes when a credential is minted, and nothing is sent',
    async (options) => {
      const { minter, sent } = createMinter(link(), options);
      await expect(minter.mint()).rejects.toMatchObject({ code: 'invalid-config' });
      expect(sent).toEqual([]);
    },
  );
});
