import { createRealtimeSession, listEntries } from '@repartee/core';
import { cartesiaMinter } from '@repartee/core/adapters/cartesia/server';
import { cartesia } from '@repartee/core/adapters/cartesia';
import { elevenlabs } from '@repartee/core/adapters/elevenlabs';
import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import { gemini } from '@repartee/core/adapters/gemini';
import { geminiMinter } from '@repartee/core/adapters/gemini/server';
import { openai } from '@repartee/core/adapters/openai';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { createWebSocketTransport } from '@repartee/core/ports';
import type { CredentialMinter } from '@repartee/core/server';
import { createFakeMicrophone, createFakeSpeaker, createManualClock } from '@repartee/core/testing';
import { createEmulator } from '@repartee/emulator';
import type { Emulator } from '@repartee/emulator';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { listen } from '../../test/listen.ts';
import { connect, startRelay } from '../../test/relay-world.ts';
import type { RelayOptions, RelayRoute } from './relay-options.ts';

let emulator: Emulator;
let routes: Readonly<Record<string, RelayRoute>>;

beforeAll(async () => {
  emulator = await createEmulator({ port: 0 });
  const { origin } = emulator;
  const agent = { agentId: 'agent_1', baseUrl: origin };
  routes = {
    openai: {
      minter: openaiMinter({ apiKey: 'sk-relay', baseUrl: `${origin}/v1` }),
      adapter: openai({ transport: 'websocket', baseUrl: `${origin}/v1` }),
    },
    gemini: {
      minter: geminiMinter({ apiKey: 'AIza-relay', baseUrl: origin }),
      adapter: gemini({ baseUrl: origin }),
    },
    elevenlabs: { minter: elevenLabsMinter({ apiKey: 'sk_eleven_1', ...agent }), adapter: elevenlabs(agent) },
    cartesia: { minter: cartesiaMinter({ apiKey: 'sk_car_1', ...agent }), adapter: cartesia(agent) },
  };
}, 60_000);

afterAll(() => emulator.close());

const startAll = (more: Partial<RelayOptions> = {}) => startRelay({ routes: Object.values(routes), ...more });

test.each(['openai', 'gemini', 'elevenlabs', 'cartesia'])(
  'the frames of %s pass in both directions, and the browser sees no credential of the vendor',
  async (name) => {
    const { relay, open, events } = await startAll();
    const client = await open(name);
    const given = routes[name]?.adapter;
    const adapter = given && 'load' in given ? await given.load() : given;
    const configure = { type: 'configure', commandId: 'c1', config: {}, isInitial: true } as const;
    const codec = adapter?.createCodec();
    client.send(codec?.encode(configure) ?? []);
    const types = () => client.frames.flatMap((frame) => codec?.decode(frame) ?? []).map(({ type }) => type);
    // Each vendor acknowledges the configuration.
    await vi.waitFor(() => expect(types()).toContain('session-configured'));
    expect(client.frames.join('')).not.toMatch(/ek_|auth_tokens\/|conversation_signature|sk[-_]/);
    expect(relay.size).toBe(1);
    client.socket.close(1000);
    await vi.waitFor(() => expect(relay.size).toBe(0));
    expect(events).toMatchObject([{ type: 'session-granted', userId: 'ann' }, { type: 'session-closed' }]);
  },
);

test('a ticket opens one session, and no other page opens one with it', async () => {
  const { relay, open } = await startAll({ origins: ['https://shop.example'] });
  const minter = relay.minters[0] as CredentialMinter;
  const { url = '', value } = await minter.mint({ userId: 'ann' });
  const protocols = ['realtime', `openai-insecure-api-key.${value}`];
  await expect(connect(url, protocols, 'https://evil.example')).rejects.toThrow('403');
  await connect(url, protocols, 'https://shop.example');
  await expect(connect(url, protocols)).rejects.toThrow('401');
  await expect(connect(new URL('/relay', url).href, ['realtime'])).rejects.toThrow('401');
  await open('openai');
  expect(relay.size).toBe(2);
});

test('limits end a session, and the next one is refused', async () => {
  const { open, events } = await startAll({
    limits: { sessionMinutes: 10, moneyPerMinute: 1, user: { moneyPerDay: 10 } },
    moneyOf: () => 11,
  });
  const client = await open('openai');
  const item = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello' }] };
  client.send([
    JSON.stringify({ type: 'session.update', session: { type: 'realtime', output_modalities: ['text'] } }),
    JSON.stringify({ type: 'conversation.item.create', item }),
    JSON.stringify({ type: 'response.create' }),
  ]);
  expect(await client.closed).toEqual({ code: 1008, reason: 'repartee:budget-exceeded (money)' });
  // The page still gets the report of what it has used.
  expect(client.frames.at(-1)).toContain('"response.done"');
  await vi.waitFor(() =>
    expect(events.at(-1)).toMatchObject({ type: 'session-closed', reason: 'money', money: 11 }),
  );
  const next = await open('openai');
  expect((await next.closed).reason).toBe('repartee:budget-exceeded');
});

test('a drain asks every page to connect again, closes those that stay, and takes no other', async () => {
  const { relay, open } = await startAll();
  const clients = await Promise.all([open('openai'), open('openai'), open('gemini')]);
  await relay.drain(50);
  for (const { frames, closed } of clients) {
    expect(await closed).toEqual({ code: 1012, reason: 'shutdown' });
    expect(frames.at(-1)).toMatch(/^\{"repartee":"go-away","timeLeftMs":\d+\}$/);
  }
  await expect(open('openai')).rejects.toThrow('503');
});

test('a session of the kit moves to another instance while the first one drains, and stays live', async () => {
  const [first, second] = await Promise.all([startAll(), startAll()]);
  let { relay } = first;
  const given = routes['openai'] as RelayRoute;
  const speaker = createFakeSpeaker({ clock: createManualClock() });
  const session = createRealtimeSession({
    adapter: given.adapter,
    credential: async () => {
      const minter = relay.minters.find(({ adapterId }) => adapterId === 'openai') as CredentialMinter;
      return minter.mint({ userId: 'ann' });
    },
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      microphone: createFakeMicrophone(),
      speaker,
    },
  });
  onTestFinished(() => session.close());
  const statuses = new Set<string>();
  session.on('status-changed', ({ status }) => statuses.add(status));
  await session.connect();
  ({ relay } = second);
  await first.relay.drain(60_000);
  expect(session.store.getState()).toMatchObject({ status: 'live', connection: 2, error: null });
  expect([first.relay.size, second.relay.size]).toEqual([0, 1]);
  expect([...statuses]).toEqual(['connecting', 'live']);
});

/** A vendor of its own that sends as fast as it can. */
async function startFlood(): Promise<{ readonly route: RelayRoute; sent(): number }> {
  let sent = 0;
  const { server, origin } = await listen(() => {});
  new WebSocketServer({ server }).on('connection', (socket) => {
    const frame = Buffer.alloc(65_536);
    const more = (error?: Error | null) => {
      if (error || socket.readyState !== WebSocket.OPEN) return;
      sent += frame.length;
      socket.send(frame, more);
    };
    more();
  });
  const route = {
    minter: { adapterId: 'openai', mint: async () => ({ value: 'ek_flood', expiresAtMs: null }) },
    adapter: openai({ transport: 'websocket', baseUrl: origin }),
  };
  return { route, sent: () => sent };
}

test('a slow reader holds the vendor back, and is given up after a while', async () => {
  const flood = await startFlood();
  const { relay, open } = await startRelay({
    routes: [flood.route],
    maxBufferedBytes: 200_000,
    stallMs: 500,
  });
  const client = await open('openai');
  client.socket.pause();
  const before = process.memoryUsage().rss;
  await vi.waitFor(() => expect(relay.size).toBe(0), { interval: 50 });
  // Buffers of the two sockets in the kernel come on top of what the relay holds.
  expect(flood.sent()).toBeLessThan(40_000_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  client.socket.resume();
  expect((await client.closed).code).toBe(1006);
});

test.each(['openai', 'gemini', 'elevenlabs'])(
  'a tool of the server answers the model of %s once, and the page leaves the answer to it',
  async (name) => {
    const asked: unknown[] = [];
    const { relay } = await startAll({
      tools: [
        {
          name: 'get_weather',
          execute: (args, { user }) => {
            asked.push([...Object.values(args as object), user.id]);
            return 'It is snowing in London.';
          },
        },
      ],
    });
    const given = routes[name] as RelayRoute;
    const weather = {
      name: 'get_weather',
      description: 'Look up the weather for a city.',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
    };
    const session = createRealtimeSession({
      adapter: given.adapter,
      credential: async () => {
        const minter = relay.minters.find(({ adapterId }) => adapterId === name) as CredentialMinter;
        return minter.mint({ userId: 'ann', config: { tools: [weather] } });
      },
      config: { tools: [weather] },
      serverTools: ['get_weather'],
      ports: {
        transport: createWebSocketTransport({ webSocket: WebSocket }),
        microphone: createFakeMicrophone(),
        speaker: createFakeSpeaker({ clock: createManualClock() }),
      },
    });
    onTestFinished(() => session.close());
    await session.connect();
    session.sendText('What is the weather like in London?');
    const words = () =>
      listEntries(session.store.getState().transcript)
        .flatMap((entry) => (entry.kind === 'message' && entry.role === 'agent' ? [entry.text] : []))
        .join(' ');
    await vi.waitFor(() => expect(words()).toMatch(/snowing/));
    expect(asked).toEqual([['London', 'ann']]);
    expect(session.store.getState()).toMatchObject({ status: 'live', error: null });
  },
);
