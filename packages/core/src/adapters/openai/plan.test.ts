import { describe, expect, test } from 'vitest';
import type { WebSocketPlan } from '../../protocol/provider-adapter.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { createWire } from './wire.ts';
import type { OpenAIOptions } from './options.ts';

function plan(
  options: OpenAIOptions = {},
  { value = 'ek_1', url, config = {} }: { value?: string; url?: string; config?: SessionConfig } = {},
) {
  const credential = { value, expiresAtMs: null, ...(url ? { url } : {}) };
  return createWire({ transport: 'websocket', ...options }).plan({
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
      'of Azure, with what it wants in the query',
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

  test('is the credential’s, where that brings one', () => {
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

  test('goes as the app says, for servers that want it otherwise', () => {
    const protocols = (credential: string) => [`client-secret.${credential}`];
    expect(plan({ protocols }).protocols).toEqual(['client-secret.ek_1']);
  });

  test('is no plain API key, unless the app says that it runs on a server', () => {
    const value = 'sk-proj-1234';
    expect(() => plan({}, { value })).toThrow(
      expect.objectContaining({ code: 'credential-rejected' }) as Error,
    );
    expect(() => plan({}, { value })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(value) as string }) as Error,
    );
    expect(plan({ isApiKeyAllowed: true }, { value }).protocols).toContain(
      `openai-insecure-api-key.${value}`,
    );
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
