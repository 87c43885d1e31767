import { createRealtimeSession } from '@repartee/core';
import type { RealtimeSessionOptions } from '@repartee/core';
import { cartesia } from '@repartee/core/adapters/cartesia';
import { cartesiaMinter } from '@repartee/core/adapters/cartesia/server';
import { elevenlabs } from '@repartee/core/adapters/elevenlabs';
import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import { gemini } from '@repartee/core/adapters/gemini';
import { geminiMinter } from '@repartee/core/adapters/gemini/server';
import { openai } from '@repartee/core/adapters/openai';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { createWebSocketTransport } from '@repartee/core/ports';
import { createFakeMicrophone, createFakeSpeaker } from '@repartee/core/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator } from '../test/start-emulator.ts';
import { vendors } from './find-vendors.ts';

interface Pointed {
  readonly adapter: (baseUrl: string) => RealtimeSessionOptions['adapter'];
  readonly minter: (baseUrl: string) => { mint(): ReturnType<ReturnType<typeof openaiMinter>['mint']> };
}

const agentId = 'agent_1';
const VENDORS: Readonly<Record<string, Pointed>> = {
  openai: {
    adapter: (baseUrl) => openai({ baseUrl, transport: 'websocket' }),
    minter: (baseUrl) => openaiMinter({ apiKey: 'sk-1', baseUrl }),
  },
  gemini: {
    adapter: (baseUrl) => gemini({ baseUrl }),
    minter: (baseUrl) => geminiMinter({ apiKey: 'AIza-1', baseUrl }),
  },
  elevenlabs: {
    adapter: (baseUrl) => elevenlabs({ baseUrl, agentId }),
    minter: (baseUrl) => elevenLabsMinter({ apiKey: 'sk_1', agentId, baseUrl }),
  },
  cartesia: {
    adapter: (baseUrl) => cartesia({ baseUrl, agentId }),
    minter: (baseUrl) => cartesiaMinter({ apiKey: 'sk_car_1', agentId, baseUrl }),
  },
};

describe('the base URL of a vendor', () => {
  it('is tested for every vendor', () => {
    expect(Object.keys(VENDORS).toSorted()).toEqual(vendors.map(({ id }) => id).toSorted());
  });

  it.each(Object.entries(VENDORS))('points the adapter and the minter of %s', async (id, pointed) => {
    const emulator = await startEmulator();
    const baseUrl = emulator.baseUrl(id);
    const minter = pointed.minter(baseUrl);
    const session = createRealtimeSession({
      adapter: pointed.adapter(baseUrl),
      credential: () => minter.mint(),
      ports: {
        transport: createWebSocketTransport({ webSocket: WebSocket }),
        microphone: createFakeMicrophone(),
        speaker: createFakeSpeaker(),
      },
    });
    onTestFinished(() => session.close());
    await session.connect();
    expect(session.store.getState().status).toBe('live');
    expect(emulator.sessions.map(({ vendor }) => vendor)).toEqual([id]);
  });

  it('throws for a vendor that is not there', async () => {
    const emulator = await startEmulator();
    expect(() => emulator.baseUrl('opanai')).toThrow(/no vendor "opanai".*openai/);
  });
});
