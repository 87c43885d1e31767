import { describe, expect, test } from 'vitest';
import type { WebSocketPlan } from '../../protocol/provider-adapter.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import type { GeminiOptions } from './options.ts';
import { createWire } from './wire.ts';

function plan(
  options: GeminiOptions = {},
  {
    value = 'auth_tokens/a',
    url,
    config = {},
  }: { value?: string; url?: string; config?: SessionConfig } = {},
) {
  const credential = { value, expiresAtMs: null, ...(url ? { url } : {}) };
  return createWire(options).plan({ credential, config, resumeHandle: null }) as WebSocketPlan;
}

const coded = (code: string) => expect.objectContaining({ code, adapterId: 'gemini' }) as Error;

describe('the address', () => {
  const root = 'wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage';

  test.each<[string, GeminiOptions, string]>([
    [
      'the constrained method, with the token',
      {},
      `${root}.v1beta.GenerativeService.BidiGenerateContentConstrained?access_token=auth_tokens%2Fa`,
    ],
    [
      'of another version',
      { apiVersion: 'v1alpha' },
      `${root}.v1alpha.GenerativeService.BidiGenerateContentConstrained?access_token=auth_tokens%2Fa`,
    ],
    [
      'under another root',
      { baseUrl: 'http://127.0.0.1:4010/proxy/' },
      'ws://127.0.0.1:4010/proxy/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContentConstrained?access_token=auth_tokens%2Fa',
    ],
  ])('is %s', (_, options, url) => {
    expect(plan(options)).toEqual({ kind: 'websocket', url, protocols: [] });
  });

  test('is the credential’s, where that brings one', () => {
    expect(plan({}, { url: 'https://edge.example/live?a=1' }).url).toBe(
      'wss://edge.example/live?a=1&access_token=auth_tokens%2Fa',
    );
  });

  test.each([['/v1'], ['ftp://x'], ['not an address']])('%j is refused', (baseUrl) => {
    expect(() => plan({ baseUrl })).toThrow(coded('invalid-config'));
  });
});

describe('the credential', () => {
  test.each(['AIzaSyTest', 'AQ.Test'])(
    'is no API key such as %s, unless the app says that it runs on a server',
    (value) => {
      expect(() => plan({}, { value })).toThrow(coded('credential-rejected'));
      expect(() => plan({}, { value })).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining(value) as string }) as Error,
      );
      expect(plan({ isApiKeyAllowed: true }, { value }).url).toMatch(/BidiGenerateContent\?key=/);
    },
  );

  test('may be a token on a server, too', () => {
    expect(plan({ isApiKeyAllowed: true }).url).toContain('Constrained?access_token=');
  });
});

test('a configuration that cannot be served is refused before anything is opened', () => {
  expect(() => plan({}, { config: { speed: 2 } })).toThrow(coded('unsupported-capability'));
  expect(() => plan({}, { config: { maxOutputTokens: 7 } })).not.toThrow();
});
