import { createRealtimeSession } from '@repartee/core';
import type { CredentialMinter, RealtimeSessionOptions, SessionConfig } from '@repartee/core';
import { cartesia } from '@repartee/core/adapters/cartesia';
import { cartesiaMinter } from '@repartee/core/adapters/cartesia/server';
import { elevenlabs } from '@repartee/core/adapters/elevenlabs';
import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import { gemini } from '@repartee/core/adapters/gemini';
import { geminiMinter } from '@repartee/core/adapters/gemini/server';
import { openai } from '@repartee/core/adapters/openai';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { createWebSocketTransport } from '@repartee/core/ports';
import { createFakeMicrophone, createFakeSpeaker, createManualClock } from '@repartee/core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createAgent } from '../test/convai-client.ts';
import { createScriptedRecognizer, createToneVoice } from '../test/fake-speech.ts';
import { startEmulator } from '../test/start-emulator.ts';
import type { AgentTurn } from './agent/agent.ts';

type Term = 'instructions' | 'voice' | 'tools';

/** The terms that the vendor has used. */
type Used = Readonly<Record<Term, string>>;

interface Vendor {
  readonly createMinter: (origin: string, agentId: string) => CredentialMinter;
  readonly createAdapter: (origin: string, agentId: string) => RealtimeSessionOptions['adapter'];
  readonly voices: readonly [server: string, page: string];
}

const VENDORS: Readonly<Record<string, Vendor>> = {
  openai: {
    createMinter: (origin) => openaiMinter({ apiKey: 'sk-terms', baseUrl: `${origin}/v1` }),
    createAdapter: (origin) => openai({ transport: 'websocket', baseUrl: `${origin}/v1` }),
    voices: ['marin', 'cedar'],
  },
  gemini: {
    createMinter: (origin) => geminiMinter({ apiKey: 'AIza-terms', baseUrl: origin }),
    createAdapter: (origin) => gemini({ baseUrl: origin }),
    voices: ['Puck', 'Kore'],
  },
  elevenlabs: {
    createMinter: (baseUrl, agentId) => elevenLabsMinter({ apiKey: 'sk_eleven_1', agentId, baseUrl }),
    createAdapter: (baseUrl, agentId) => elevenlabs({ agentId, baseUrl }),
    voices: ['voice_server', 'voice_page'],
  },
  cartesia: {
    createMinter: (baseUrl) => cartesiaMinter({ apiKey: 'sk_car_1', agentId: 'agent_1', baseUrl }),
    createAdapter: (baseUrl) => cartesia({ agentId: 'agent_1', baseUrl }),
    voices: ['voice_server', 'voice_page'],
  },
};

const tool = (name: string) => ({ name, description: `The tool ${name}.`, parameters: { type: 'object' } });

/** The configuration that one side asks for. */
function write(term: Term, side: 'server' | 'page', { voices }: Vendor): SessionConfig {
  if (term === 'voice') return { voice: voices[side === 'server' ? 0 : 1] };
  return term === 'tools' ? { tools: [tool(side)] } : { instructions: `The rules of the ${side}.` };
}

/** Holds a conversation of one turn. Returns what the vendor has used, or the code with which it refused the page. */
async function converse(
  vendor: Vendor,
  minted: SessionConfig,
  { tools = [], ...config }: SessionConfig,
): Promise<Used | string> {
  let answered: (turn: AgentTurn) => void;
  const turn = new Promise<AgentTurn>((resolve) => (answered = resolve));
  const voice = createToneVoice();
  const emulator = await startEmulator({
    voice,
    recognizer: createScriptedRecognizer(['hello', 'hello']),
    agent: {
      respond(asked) {
        answered(asked);
        return [{ type: 'speech', text: 'Good day.' }];
      },
    },
  });
  const agentId = await createAgent(emulator, { agent: { prompt: { prompt: 'The rules of the agent.' } } });
  const minter = vendor.createMinter(emulator.origin, agentId);
  const microphone = createFakeMicrophone();
  const session = createRealtimeSession({
    adapter: vendor.createAdapter(emulator.origin, agentId),
    credential: () => minter.mint({ config: minted }),
    config,
    tools: tools.map((declared) => ({ ...declared, description: '', execute: () => '' })) as never,
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      microphone,
      speaker: createFakeSpeaker({ clock: createManualClock() }),
    },
  });
  onTestFinished(() => session.close());
  const failed = new Promise<string>((resolve) => {
    session.on('status-changed', ({ status }) => {
      if (status === 'failed') resolve(String(session.store.getState().error?.code));
    });
  });
  const refused = await session.connect().then(
    () => null,
    ({ code }: { code: string }) => code,
  );
  if (refused) return refused;
  const push = (ms: number, chunk: () => void) => {
    for (let passedMs = 0; passedMs < ms; passedMs += microphone.chunkMs) chunk();
  };
  push(200, () => microphone.pushSilence());
  push(2_000, () => microphone.pushVoice());
  push(1_500, () => microphone.pushSilence());
  const heard = await Promise.race([turn, failed]);
  if (typeof heard === 'string') return heard;
  await expect.poll(() => voice.spoken.some((line) => line.includes('Good day'))).toBe(true);
  const line = voice.spoken.find((one) => one.includes('Good day')) ?? '';
  return {
    instructions: heard.instructions,
    voice: line.split(':')[0] ?? '',
    tools: heard.tools.map(({ name }) => name).join(),
  };
}

const usedBy = (used: Used | string, term: Term, vendor: Vendor): string => {
  if (typeof used === 'string') return 'refused';
  const value = used[term];
  const [server, page] = (['server', 'page'] as const).map((side) => {
    const asked = write(term, side, vendor);
    return String(term === 'tools' ? asked.tools?.[0]?.name : (asked[term] as string));
  });
  if (value.includes(String(server))) return 'server';
  return value.includes(String(page)) ? 'page' : 'vendor';
};

/** The side whose term the vendor uses: where the server alone asks, and where the page asks for another one. */
const MEANINGS: Readonly<Record<string, readonly [server: string, both: readonly string[]]>> = {
  pinned: ['server', ['server']],
  default: ['server', ['page']],
  // An agent of the test allows no override.
  agent: ['vendor', ['refused', 'vendor']],
};

test.each(Object.keys(VENDORS))(
  '%s holds what a server sets as firmly as the table of its minter says',
  async (name) => {
    const vendor = VENDORS[name] as Vendor;
    const { terms } = vendor.createMinter('http://127.0.0.1:1', 'agent_1');
    for (const term of ['instructions', 'voice', 'tools'] as const) {
      const [alone, both] = MEANINGS[String(terms?.[term])] ?? ['', []];
      const asked = write(term, 'server', vendor);
      expect([term, usedBy(await converse(vendor, asked, {}), term, vendor)]).toEqual([term, alone]);
      const used = usedBy(await converse(vendor, asked, write(term, 'page', vendor)), term, vendor);
      expect(both, `${term}: ${used}`).toContain(used);
    }
  },
  60_000,
);
