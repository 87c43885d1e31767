import { elevenlabs } from '@repartee/core/adapters/elevenlabs';
import { prices } from '@repartee/core/adapters/elevenlabs/prices';
import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import type { Kit } from '../kit.ts';

/** The vendor over WebSocket, in each of its protocols. */
export const kits: readonly Kit[] = [
  {
    name: 'ElevenLabs',
    vendor: 'elevenlabs',
    adapter: (origin) => elevenlabs({ baseUrl: origin }),
    minter: (origin) => elevenLabsMinter({ apiKey: 'sk_eleven_1', agentId: 'agent_1', baseUrl: origin }),
    memory: 'reseeded',
    prices,
    hasTools: true,
  },
];
