import { setLogLevel } from 'livekit-client';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createMicrophone } from './emulated-call.ts';
import { cartesia } from '../src/adapters/cartesia/index.ts';
import { cartesiaMinter } from '../src/adapters/cartesia/server.ts';
import { elevenlabs } from '../src/adapters/elevenlabs/index.ts';
import { elevenLabsMinter } from '../src/adapters/elevenlabs/server.ts';
import { webrtc } from '../src/adapters/elevenlabs/webrtc.ts';
import { gemini } from '../src/adapters/gemini/index.ts';
import { geminiMinter } from '../src/adapters/gemini/server.ts';
import { openai } from '../src/adapters/openai/index.ts';
import { openaiMinter } from '../src/adapters/openai/server.ts';
import type { CredentialMinter } from '../src/protocol/credential-minter.ts';
import type { LazyAdapter } from '../src/protocol/provider-adapter.ts';
import type { Continuity, ContinuityKind } from '../src/session/transcript/continuity.ts';
import { listEntries } from '../src/session/transcript/transcript.ts';
import { createRealtimeSession } from '../src/runtime/create-realtime-session.ts';
import type { RealtimeSession } from '../src/runtime/realtime-session.ts';

/* Real sockets, calls and rooms to the emulator, with real audio. Each is cut, comes back, and hears and answers again. */

setLogLevel('silent');

const origin = inject('emulatorOrigin');
const baseUrl = `${origin}/v1`;

/** A broken socket is known at once; a broken call by the sound that stops. */
const LIMIT_MS = 25_000;

interface Kit {
  readonly name: string;
  readonly vendor: string;
  readonly adapter: () => LazyAdapter;
  readonly minter: CredentialMinter;
  readonly memory: ContinuityKind;
}

const agent = { agentId: 'agent_1', baseUrl: origin };

const KITS: readonly Kit[] = [
  {
    name: 'OpenAI, WebSocket',
    vendor: 'openai',
    adapter: () => openai({ baseUrl, transport: 'websocket' }),
    minter: openaiMinter({ apiKey: 'sk-test', baseUrl }),
    memory: 'reseeded',
  },
  {
    name: 'OpenAI, WebRTC',
    vendor: 'openai',
    adapter: () => openai({ baseUrl, transport: 'webrtc' }),
    minter: openaiMinter({ apiKey: 'sk-test', baseUrl }),
    memory: 'reseeded',
  },
  {
    name: 'Gemini, WebSocket',
    vendor: 'gemini',
    adapter: () => gemini({ baseUrl: origin }),
    minter: geminiMinter({ apiKey: 'AIza-test', baseUrl: origin }),
    memory: 'resumed',
  },
  {
    name: 'ElevenLabs, WebSocket',
    vendor: 'elevenlabs',
    adapter: () => elevenlabs({ baseUrl: origin }),
    minter: elevenLabsMinter({ apiKey: 'sk_eleven_1', ...agent }),
    memory: 'reseeded',
  },
  {
    name: 'ElevenLabs, WebRTC',
    vendor: 'elevenlabs',
    adapter: () => elevenlabs({ ...agent, transport: webrtc() }),
    minter: { adapterId: 'elevenlabs', mint: () => Promise.resolve({ value: 'public', expiresAtMs: null }) },
    memory: 'reseeded',
  },
  {
    name: 'Cartesia, WebSocket',
    vendor: 'cartesia',
    adapter: () => cartesia({ baseUrl: origin }),
    minter: cartesiaMinter({ apiKey: 'sk_car_1', ...agent }),
    memory: 'fresh',
  },
];

interface ControlState {
  readonly sessions: readonly {
    readonly session: number;
    readonly vendor: string;
    readonly isOpen: boolean;
  }[];
}

/** Breaks the newest connection of a vendor, as a failing network does. */
async function cut(vendor: string): Promise<void> {
  const { sessions } = (await (await fetch(`${origin}/__faults`)).json()) as ControlState;
  const newest = sessions.findLast((session) => session.vendor === vendor && session.isOpen);
  const response = await fetch(`${origin}/__faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ fault: { kind: 'drop' }, session: newest?.session }),
  });
  if (!response.ok) throw new Error(`The fault was refused: ${await response.text()}`);
}

/** The number of times that a connection is cut. */
const DROPS = 2;

/** The agent's answers so far of which something was heard. */
const answersOf = (session: RealtimeSession) =>
  listEntries(session.store.getState().transcript).flatMap((entry) =>
    entry.kind === 'message' && entry.role === 'agent' && entry.heardMs > 300 ? [entry.text] : [],
  );

/** The vendors that `npm test` tries; `npm run test:long` tries the others. */
const SAMPLED = new Set(['OpenAI, WebSocket', 'ElevenLabs, WebRTC']);

/** @param tier - which of the vendors and transports */
export function describeContinuity(tier: 'short' | 'long'): void {
  const kits = KITS.filter(({ name }) => SAMPLED.has(name) === (tier === 'short'));
  describe('a connection that breaks', { timeout: 90_000 }, () => {
    it.each(kits)('comes back each time, and the agent remembers: $name', expectReturn);
  });
}

async function expectReturn(kit: Kit): Promise<void> {
  const microphone = createMicrophone();
  const session = createRealtimeSession({
    adapter: kit.adapter(),
    credential: () => kit.minter.mint(),
    microphone: { track: microphone.track },
  });
  onTestFinished(() => session.close());
  const continuities: Continuity[] = [];
  session.on('continuity', (event) => continuities.push(event));
  await session.connect();
  const isWritten = session.capabilities.canSendText;
  /** Waits until the answer is heard and its words are there, and cuts it short where nothing is spoken. */
  const ask = async (text: string, words: RegExp) => {
    const before = answersOf(session).length;
    if (isWritten) session.sendText(text);
    else await microphone.hear();
    const isHeard = () =>
      answersOf(session)
        .slice(before)
        .some((answer) => words.test(answer));
    await expect.poll(isHeard, { timeout: LIMIT_MS }).toBe(true);
    if (isWritten) session.interrupt();
    await expect.poll(() => session.store.getState().phase, { timeout: LIMIT_MS }).toBe('listening');
  };
  await ask('My name is Ann.', /./);
  const times: number[] = [];
  // Speech takes its time.
  const drops = isWritten ? DROPS : 1;
  for (let drop = 1; drop <= drops; drop += 1) {
    const cutAtMs = performance.now();
    await cut(kit.vendor);
    await expect.poll(() => continuities.length, { timeout: LIMIT_MS, interval: 20 }).toBe(drop);
    times.push(performance.now() - cutAtMs);
    expect(session.store.getState()).toMatchObject({ status: 'live', error: null });
    expect(continuities.at(-1)?.kind).toBe(kit.memory);
    await ask('What did I say before?', isWritten && kit.memory !== 'fresh' ? /my name is ann/i : /./);
  }
  const told = times.map((ms) => ms.toFixed(0)).join(' and ');
  console.info(`${kit.name}: can speak again after ${told} ms`);
  expect(continuities).toHaveLength(drops);
}
