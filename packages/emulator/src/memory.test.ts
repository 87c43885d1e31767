import { createRealtimeSession } from '@repartee/core';
import type {
  Continuity,
  CredentialMinter,
  RealtimeSession,
  RealtimeSessionOptions,
  SessionState,
} from '@repartee/core';
import { cartesia } from '@repartee/core/adapters/cartesia';
import { cartesiaMinter } from '@repartee/core/adapters/cartesia/server';
import { elevenlabs } from '@repartee/core/adapters/elevenlabs';
import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import { gemini } from '@repartee/core/adapters/gemini';
import { geminiMinter } from '@repartee/core/adapters/gemini/server';
import { openai } from '@repartee/core/adapters/openai';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { createWebSocketTransport } from '@repartee/core/ports';
import { createFakeMicrophone, createFakeSpeaker, transcriptRows } from '@repartee/core/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createScriptedRecognizer } from '../test/fake-speech.ts';
import { startEmulator } from '../test/start-emulator.ts';

interface Vendor {
  readonly adapter: (origin: string) => RealtimeSessionOptions['adapter'];
  readonly minter: (origin: string) => CredentialMinter;
}

const apiKey = 'sk-test';
const VENDORS: Readonly<Record<string, Vendor>> = {
  openai: {
    adapter: (origin) => openai({ baseUrl: `${origin}/v1`, transport: 'websocket' }),
    minter: (origin) => openaiMinter({ apiKey, baseUrl: `${origin}/v1` }),
  },
  gemini: {
    adapter: (origin) => gemini({ baseUrl: origin }),
    minter: (baseUrl) => geminiMinter({ apiKey: 'AIza-test', baseUrl }),
  },
  elevenlabs: {
    adapter: () => elevenlabs(),
    minter: (baseUrl) => elevenLabsMinter({ apiKey: 'sk_eleven_1', agentId: 'agent_1', baseUrl }),
  },
  'cartesia with an API key and a variable': {
    adapter: (baseUrl) =>
      cartesia({ agentId: 'agent_1', baseUrl, historyVariable: 'history', allowApiKey: true }),
    minter: () => ({
      adapterId: 'cartesia',
      mint: () => Promise.resolve({ value: 'sk_car_1', expiresAtMs: null }),
    }),
  },
  cartesia: {
    adapter: () => cartesia(),
    minter: (baseUrl) => cartesiaMinter({ apiKey: 'sk_car_1', agentId: 'agent_1', baseUrl }),
  },
};

const QUESTION = 'what did i say before';
const SAYS: readonly string[] = ['my name is ada', QUESTION];

/** A session of the kit on real sockets, whose user first says a name and then asks for it. */
async function begin(vendor: Vendor, options: Partial<RealtimeSessionOptions> = {}, says = SAYS) {
  const recognizer = createScriptedRecognizer(says);
  const emulator = await startEmulator({ pace: 20, recognizer });
  const minter = vendor.minter(emulator.origin);
  const microphone = createFakeMicrophone();
  const session: RealtimeSession = createRealtimeSession({
    adapter: vendor.adapter(emulator.origin),
    credential: () => minter.mint(),
    reconnect: () => 0,
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      microphone,
      speaker: createFakeSpeaker(),
    },
    ...options,
  });
  onTestFinished(() => session.close());
  const events: Continuity[] = [];
  session.on('continuity', (event) => void events.push(event));
  await session.connect();
  const until = (isSo: (state: SessionState) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isSo(session.store.getState())) return;
        stop();
        resolve();
      };
      const stop = session.store.subscribe(look);
      look();
    });
  const agentRows = () =>
    transcriptRows(session.store.getState()).flatMap((row) => ('agent' in row ? [row.agent] : []));
  return {
    emulator,
    session,
    events,
    until,
    agentRows,
    /** The user speaks; resolves when the agent has been heard. */
    async ask(): Promise<string> {
      const before = agentRows().length;
      const chunks = (ms: number) => Array.from({ length: Math.ceil(ms / microphone.chunkMs) });
      for (const _ of chunks(200)) microphone.pushSilence();
      for (const _ of chunks(600)) microphone.pushVoice();
      for (const _ of chunks(1_500)) microphone.pushSilence();
      await until((state) => agentRows().length > before && state.phase === 'listening');
      return agentRows().at(-1) ?? '';
    },
  };
}

describe('after a connection was lost', () => {
  it.each(['openai', 'gemini', 'elevenlabs'])('the agent of %s knows what was said', async (name) => {
    const world = await begin(VENDORS[name] as Vendor);
    await world.ask();
    world.emulator.sessions[0]?.drop();
    await world.until(({ status, connection }) => connection > 1 && status === 'live');
    expect(await world.ask()).toMatch(/^You said before: My name is ada/i);
    expect(world.events).toMatchObject([{ connection: expect.any(Number) as number, lost: [] }]);
    expect(world.session.store.getState().error).toBeNull();
  });

  it('an agent of cartesia forgets, and the app learns it', async () => {
    const world = await begin(VENDORS['cartesia'] as Vendor);
    await world.until((state) => state.phase === 'listening');
    await world.ask();
    world.emulator.sessions[0]?.drop();
    await world.until(({ status, connection }) => connection > 1 && status === 'live');
    expect(world.events).toMatchObject([
      { kind: 'fresh', lost: [{ what: 'entries', reason: 'unsupported' }] },
    ]);
  });
});

describe('a conversation from before', () => {
  const initial = [
    { role: 'user', text: 'My name is Ada.' },
    { role: 'agent', text: 'Hello, Ada.' },
  ] as const;

  it.each(['openai', 'gemini', 'elevenlabs'])('is known to the agent of %s', async (name) => {
    const world = await begin(VENDORS[name] as Vendor, { history: { initial } }, [QUESTION]);
    expect(await world.ask()).toBe('You said before: My name is Ada.');
    expect(world.events).toMatchObject([{ kind: 'reseeded', cause: 'resumed', lost: [] }]);
  });

  it('reaches cartesia in the first message, as a variable', async () => {
    const world = await begin(VENDORS['cartesia with an API key and a variable'] as Vendor, {
      history: { initial },
    });
    const [opening] = world.emulator.sessions[0]?.frames.filter(({ direction }) => direction === 'in') ?? [];
    expect(opening?.frame).toMatchObject({
      dynamic_variables: { history: expect.stringContaining('User: My name is Ada.') as string },
    });
    expect(world.events).toMatchObject([{ kind: 'reseeded', lost: [] }]);
  });
});
