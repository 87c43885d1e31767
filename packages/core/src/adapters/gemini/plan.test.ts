import { describe, expect, test } from 'vitest';
import type { WebSocketPlan } from '../../protocol/provider-adapter.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import type { GeminiOptions } from './options.ts';
import { createAdapter } from './adapter.ts';

function plan(
  options: GeminiOptions = {},
  {
    value = 'auth_tokens/a',
    url,
    config = {},
  }: { value?: string; url?: string; config?: SessionConfig } = {},
) {
  const credential = { value, expiresAtMs: null, ...(url ? { url } : {}) };
  return createAdapter(options).plan({ credential, config, resumeHandle: null }) as WebSocketPlan;
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

  test('is the credential’s own, where it has one', () => {
    expect(plan({}, { url: 'https://edge.example/live?a=1' }).url).toBe(
      'wss://edge.example/live?a=1&access_token=auth_tokens%2Fa',
    );
  });

  test.each([['/v1'], ['ftp://x'], ['not an address']])('%j is refused', (baseUrl) => {
    expect(() => plan({ baseUrl })).toThrow(coded('invalid-config'));
  });
});

describe('the credential', () => {
  test.each(['AIzaSyTest', 'AQ.Test'])('is no API key such as %s, unless allowApiKey is set', (value) => {
    expect(() => plan({}, { value })).toThrow(coded('credential-rejected'));
    expect(() => plan({}, { value })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(value) as string }) as Error,
    );
    expect(plan({ allowApiKey: true }, { value }).url).toMatch(/BidiGenerateContent\?key=/);
  });

  test('that is an API key needs TLS, except on a loopback address', () => {
    const server = { allowApiKey: true, baseUrl: 'http://192.168.0.2' };
    expect(() => plan(server, { value: 'AIzaSyTest' })).toThrow(coded('invalid-config'));
    expect(plan(server).url).toContain('ws://192.168.0.2');
    expect(plan({ ...server, baseUrl: 'http://localhost:1' }, { value: 'AIzaSyTest' }).url).toContain('key=');
  });

  test('may be a token where allowApiKey is set', () => {
    expect(plan({ allowApiKey: true }).url).toContain('Constrained?access_token=');
  });
});

test('a configuration that Gemini does not support is refused by the plan', () => {
  expect(() => plan({}, { config: { speed: 2 } })).toThrow(coded('unsupported-capability'));
  expect(() => plan({}, { config: { maxOutputTokens: 7 } })).not.toThrow();
});
