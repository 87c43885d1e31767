import { describe, expect, test } from 'vitest';
import type { WebSocketPlan } from '../../protocol/provider-adapter.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { createAdapter } from './adapter.ts';
import type { OpenAIOptions } from './options.ts';

function plan(
  options: OpenAIOptions = {},
  { value = 'ek_1', url, config = {} }: { value?: string; url?: string; config?: SessionConfig } = {},
) {
  const credential = { value, expiresAtMs: null, ...(url ? { url } : {}) };
  return createAdapter({ transport: 'websocket', ...options }).plan({
    credential,
    config,
    resumeHandle: null,
  }) as WebSocketPlan;
}

describe('the address', () => {
  const own = 'wss://api.openai.com/v1/realtime?model=gpt-realtime-2.1';

  test.each<[string, OpenAIOptions, string]>([
    ['the vendor’s own', {}, own],
    ['of another model', { model: 'gpt-realtime-2.1-mini' }, `${own}-mini`],
    [
      'of a local server',
      { baseUrl: 'http://127.0.0.1:4010/v1' },
      'ws://127.0.0.1:4010/v1/realtime?model=gpt-realtime-2.1',
    ],
    [
      'with a slash at the end',
      { baseUrl: 'ws://localhost:1/v1/' },
      'ws://localhost:1/v1/realtime?model=gpt-realtime-2.1',
    ],
    [
      'without a path',
      { baseUrl: new URL('https://voice.example') },
      'wss://voice.example/realtime?model=gpt-realtime-2.1',
    ],
    [
      'of Azure, with its query',
      {
        baseUrl: 'https://x.openai.azure.com/openai/v1?tenant=a',
        query: { 'api-version': 'v1' },
        model: 'mine',
      },
      'wss://x.openai.azure.com/openai/v1/realtime?tenant=a&model=mine&api-version=v1',
    ],
    [
      'with a model that needs escaping',
      { model: 'a b&c' },
      'wss://api.openai.com/v1/realtime?model=a+b%26c',
    ],
  ])('is %s', (_, options, url) => {
    expect(plan(options).url).toBe(url);
  });

  test('takes the model of the configuration first', () => {
    expect(plan({ model: 'a' }, { config: { model: 'b' } }).url).toContain('model=b');
  });

  test('is the credential’s, where the credential has one', () => {
    expect(plan({ model: 'a' }, { url: 'https://edge.example/rt?token=1' }).url).toBe(
      'wss://edge.example/rt?token=1',
    );
  });

  test.each([['/v1'], ['ftp://x'], [''], ['not an address']])('%j is refused', (baseUrl) => {
    expect(() => plan({ baseUrl })).toThrow(expect.objectContaining({ code: 'invalid-config' }) as Error);
  });
});

describe('the credential', () => {
  test('goes as a subprotocol', () => {
    expect(plan().protocols).toEqual(['realtime', 'openai-insecure-api-key.ek_1']);
  });

  test('goes in the subprotocol of xAI', () => {
    const options = { dialect: 'xai', baseUrl: 'https://api.x.ai/v1', model: 'grok-voice-latest' } as const;
    const { kind, url, protocols } = plan(options);
    expect({ kind, url, protocols }).toEqual({
      kind: 'websocket',
      url: 'wss://api.x.ai/v1/realtime?model=grok-voice-latest',
      protocols: ['xai-client-secret.ek_1'],
    });
  });

  test('goes in the subprotocols of the option, for other servers', () => {
    const protocols = (credential: string) => [`client-secret.${credential}`];
    expect(plan({ protocols }).protocols).toEqual(['client-secret.ek_1']);
  });

  test('is no plain API key, unless the app allows one', () => {
    const value = 'sk-proj-1234';
    expect(() => plan({}, { value })).toThrow(
      expect.objectContaining({ code: 'credential-rejected' }) as Error,
    );
    expect(() => plan({}, { value })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(value) as string }) as Error,
    );
    expect(plan({ allowApiKey: true }, { value }).protocols).toContain(`openai-insecure-api-key.${value}`);
  });

  test('goes over TLS or not at all, where it is a key or is posted with the offer of a call', () => {
    const insecure = expect.objectContaining({
      code: 'invalid-config',
      message: expect.stringContaining('TLS') as string,
    }) as Error;
    const baseUrl = 'http://192.168.0.2/v1';
    expect(() => plan({ baseUrl, transport: 'webrtc' })).toThrow(insecure);
    expect(() => plan({ baseUrl, allowApiKey: true }, { value: 'sk-proj-1234' })).toThrow(insecure);
    expect(plan({ baseUrl }).url).toContain('ws://192.168.0.2');
    expect(plan({ baseUrl: 'http://localhost:1/v1', transport: 'webrtc' }).url).toContain('localhost');
    const exchangeSdp = () => Promise.resolve('v=0');
    expect(plan({ baseUrl, transport: 'webrtc', exchangeSdp }).url).toContain('192.168.0.2');
  });

  test.each([['ek 1'], ['ek,1'], ['ek\n1'], ['{"value":1}'], ['']])(
    '%j is refused before the browser throws on it',
    (value) => {
      const options = value === '' ? { protocols: () => [''] } : {};
      expect(() => plan(options, { value })).toThrow(
        expect.objectContaining({ code: 'credential-rejected' }) as Error,
      );
    },
  );
});
