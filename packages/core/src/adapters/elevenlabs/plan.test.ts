import { describe, expect, test } from 'vitest';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { elevenlabs } from './index.ts';
import type { ElevenLabsOptions } from './options.ts';
import { webrtc } from './webrtc.ts';
import { createAdapter } from './adapter.ts';

interface Asked {
  readonly value?: string;
  readonly url?: string;
  readonly config?: SessionConfig;
}

function plan(options: ElevenLabsOptions = {}, { value = 'public', url, config = {} }: Asked = {}) {
  const credential = { value, expiresAtMs: null, ...(url ? { url } : {}) };
  return createAdapter(options).plan({ credential, config, resumeHandle: null });
}

const PATH = '/v1/convai/conversation?agent_id=agent_1';
const signed = `wss://api.eu.residency.elevenlabs.io${PATH}&conversation_signature=s`;

describe('the address', () => {
  test.each<[string, ElevenLabsOptions, Asked, string]>([
    ['of a public agent', { agentId: 'agent_1' }, {}, `wss://api.elevenlabs.io${PATH}`],
    [
      'of a local server',
      { agentId: 'agent_1', baseUrl: 'http://127.0.0.1:4010/' },
      {},
      `ws://127.0.0.1:4010${PATH}`,
    ],
    [
      'of an environment',
      { agentId: 'agent_1', environment: 'a b' },
      {},
      `wss://api.elevenlabs.io${PATH}&environment=a+b`,
    ],
    ['that is signed, as it came', { agentId: 'agent_2' }, { value: signed }, signed],
    ['that the credential carries', {}, { value: 'x', url: signed }, signed],
  ])('%s', (_, options, asked, url) => {
    expect(plan(options, asked)).toEqual({ kind: 'websocket', url, protocols: ['convai'] });
  });
});

test('over WebRTC the plan enters a room with the minted token', async () => {
  const asked: unknown[] = [];
  const transport = {
    ...webrtc(),
    enter(request: unknown) {
      asked.push(request);
      return Promise.reject(new Error('The room is closed.'));
    },
  };
  const planned = plan({ agentId: 'agent_1', transport }, { value: 'a.b.c' });
  if (planned.kind !== 'custom') throw new Error('The plan is no custom one.');
  const opening = {
    input: null,
    signal: AbortSignal.abort(),
    onFrame: () => {},
    onOutput: () => {},
    onClose: () => {},
  };
  await expect(planned.open(opening)).rejects.toThrow('closed');
  expect(asked).toEqual([expect.objectContaining({ credential: 'a.b.c', agentId: 'agent_1' })]);
  expect(elevenlabs({ agentId: 'agent_1', transport }).transport).toBe('webrtc');
});

test.each<[string, ElevenLabsOptions, Asked, string]>([
  ['an API key', { agentId: 'agent_1' }, { value: 'sk_secret' }, 'credential-rejected'],
  ['neither an agent nor a signed URL', {}, {}, 'invalid-config'],
  ['an address that is not a URL', { agentId: 'a', baseUrl: 'here' }, {}, 'invalid-config'],
  ['an address of another scheme', { agentId: 'a', baseUrl: 'ftp://x.y' }, {}, 'invalid-config'],
  [
    'turns that the client opens',
    { agentId: 'a' },
    { config: { turnDetection: { mode: 'off' } } },
    'unsupported-capability',
  ],
])('refuses %s', (_, options, asked, code) => {
  expect(() => plan(options, asked)).toThrow(expect.objectContaining({ code }));
});

test('has its facts at once and loads the rest on demand', async () => {
  const outputFormat = { encoding: 'g711-ulaw', sampleRateHz: 8_000 } as const;
  const { load, ...facts } = elevenlabs({ agentId: 'a', outputFormat });
  expect(facts.outputFormat).toEqual(outputFormat);
  expect(await load()).toMatchObject(JSON.parse(JSON.stringify(facts)) as object);
});

test('sends dynamic variables and the user’s id', () => {
  const codec = createAdapter({ dynamicVariables: { name: 'Ada', visits: 3 }, userId: 'u1' }).createCodec();
  const [frame] = codec.encode({ type: 'configure', commandId: 'c', config: {}, isInitial: true });
  expect(JSON.parse(String(frame))).toMatchObject({
    dynamic_variables: { name: 'Ada', visits: 3 },
    user_id: 'u1',
  });
});
