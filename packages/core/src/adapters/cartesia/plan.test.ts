import { describe, expect, test } from 'vitest';
import type { WebSocketPlan } from '../../protocol/provider-adapter.ts';
import type { Capabilities } from '../../protocol/capabilities.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { adapterFacts, LINE, MANAGED } from './capabilities.ts';
import { cartesia, cartesiaLine } from './index.ts';
import type { CartesiaOptions } from './options.ts';
import { createAdapter } from './adapter.ts';

interface Asked {
  readonly value?: string;
  readonly url?: string;
  readonly config?: SessionConfig;
  readonly isLine?: boolean;
}

function plan(
  options: CartesiaOptions = {},
  { value = 'token_1', url, config = {}, isLine = false }: Asked = {},
) {
  const credential = { value, expiresAtMs: null, ...(url ? { url } : {}) };
  const wire = createAdapter(
    options,
    adapterFacts<Capabilities>(options, isLine ? LINE : MANAGED),
    isLine ? 'line' : 'managed',
  );
  return wire.plan({ credential, config, resumeHandle: null }) as WebSocketPlan;
}

const query = '?cartesia_version=2026-08-14&access_token=token_1';

describe('the address', () => {
  test.each<[string, CartesiaOptions, Asked, string]>([
    ['of a managed agent', {}, {}, `wss://api.cartesia.ai/v1/agents/websocket/agent_1${query}`],
    ['of an agent on Line', {}, { isLine: true }, `wss://api.cartesia.ai/agents/stream/agent_1${query}`],
    [
      'of a local server',
      { baseUrl: 'http://127.0.0.1:4010/' },
      {},
      `ws://127.0.0.1:4010/v1/agents/websocket/agent_1${query}`,
    ],
    [
      'that the credential carries',
      {},
      { url: 'https://eu.example/v1/agents/websocket/agent_2' },
      `wss://eu.example/v1/agents/websocket/agent_2${query}`,
    ],
    [
      'with a key, where it runs on a server',
      { allowApiKey: true },
      { value: 'sk_car_1' },
      'wss://api.cartesia.ai/v1/agents/websocket/agent_1?cartesia_version=2026-08-14&api_key=sk_car_1',
    ],
  ])('%s', (_, options, asked, url) => {
    expect(plan({ agentId: 'agent_1', ...options }, asked)).toEqual({
      kind: 'websocket',
      url,
      protocols: [],
    });
  });

  test('holds the agent’s name as one part of the path', () => {
    expect(plan({ agentId: '../x?y' }).url).toContain('/v1/agents/websocket/..%2Fx%3Fy?');
  });
});

test.each<[string, CartesiaOptions, Asked, string]>([
  ['a plain key', {}, { value: 'sk_car_secret' }, 'credential-rejected'],
  [
    'a key without TLS',
    { allowApiKey: true, baseUrl: 'http://192.168.0.2' },
    { value: 'sk_car_secret' },
    'invalid-config',
  ],
  ['no agent', { agentId: '' }, {}, 'invalid-config'],
  ['an address that is not a URL', { baseUrl: 'here' }, {}, 'invalid-config'],
  ['an address of another scheme', { baseUrl: 'ftp://example.com' }, {}, 'invalid-config'],
  ['a model', {}, { config: { model: 'big' } }, 'unsupported-capability'],
  [
    'turns that the client opens',
    {},
    { config: { turnDetection: { mode: 'off' } } },
    'unsupported-capability',
  ],
  ['text output', {}, { config: { outputModality: 'text' } }, 'unsupported-capability'],
  ['a speed on Line', {}, { config: { speed: 2 }, isLine: true }, 'unsupported-capability'],
])('refuses %s', (_, options, asked, code) => {
  expect(() => plan({ agentId: 'agent_1', ...options }, asked)).toThrow(expect.objectContaining({ code }));
});

test.each<SessionConfig>([
  { instructions: 'Be brief.', voice: 'v', speed: 1.1, tools: [{ name: 'x' }] },
  { transcription: {}, turnDetection: { mode: 'server' }, outputModality: 'audio', toolChoice: 'auto' },
  { transcription: { language: 'de' }, remoteTools: [], vendorOptions: { dynamic_variables: { a: 1 } } },
])('takes settings that every call has, or that travel with the credential: %j', (config) => {
  expect(plan({ agentId: 'agent_1' }, { config }).kind).toBe('websocket');
});

test.each([
  ['pcm16', 16_000, 'pcm_16000'],
  ['pcm16', 44_100, 'pcm_44100'],
  ['g711-ulaw', 8_000, 'mulaw_8000'],
] as const)('speaks %s at %i Hz', (encoding, sampleRateHz, input_format) => {
  const options: CartesiaOptions = {
    format: { encoding, sampleRateHz },
    outputDelivery: 'speaking_pace',
  };
  const wire = createAdapter(options, adapterFacts(options, MANAGED), 'managed');
  expect([wire.inputFormat, wire.outputFormat]).toEqual([options.format, options.format]);
  const [frame] = wire
    .createCodec()
    .encode({ type: 'configure', commandId: 'c', config: {}, isInitial: true });
  expect(JSON.parse(String(frame))).toEqual({
    type: 'session_create',
    audio: { input_format, output_delivery: 'speaking_pace' },
  });
});

test('refuses a format that Cartesia does not take', () => {
  const options: CartesiaOptions = { format: { encoding: 'g711-alaw', sampleRateHz: 8_000 } };
  const codec = createAdapter(options, adapterFacts(options, MANAGED), 'managed').createCodec();
  expect(() => codec.encode({ type: 'configure', commandId: 'c', config: {}, isInitial: true })).toThrow(
    expect.objectContaining({ code: 'invalid-config' }),
  );
});

test('has its facts at once and loads the rest on demand', async () => {
  for (const adapter of [cartesia({ agentId: 'a' }), cartesiaLine({ agentId: 'a' })]) {
    const { load, ...facts } = adapter;
    expect(await load()).toMatchObject(facts);
  }
  expect(cartesia().capabilities.canUseTools).toBe(true);
  expect(cartesiaLine().capabilities.canUseTools).toBe(false);
});
