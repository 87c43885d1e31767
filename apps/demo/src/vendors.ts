import type { CredentialMinter, PriceTable, RealtimeSessionOptions, SpeechSource } from '@repartee/core';
import { cartesiaMinter, sonicMinter } from '@repartee/core/adapters/cartesia/server';
import { sonic } from '@repartee/core/adapters/cartesia/speech';
import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import { geminiMinter } from '@repartee/core/adapters/gemini/server';
import { openaiMinter } from '@repartee/core/adapters/openai/server';

/** The transports of the demo. */
export type Transport = 'webrtc' | 'websocket';

/** A vendor, as the page and the server of the demo use it. */
export interface Vendor {
  readonly id: string;
  readonly name: string;
  /** The vendor's names of its voices. */
  readonly voices: readonly string[];
  /** The environment variable of the server that holds the real key. */
  readonly keyName: string;
  /** The path of the vendor's API at the emulator. */
  readonly emulatedPath: string;
  /** The credential carries instructions and voice, because the vendor's protocol cannot. */
  readonly isSetUpByCredential?: true;
  /** The agent begins to speak by itself. */
  readonly speaksFirst?: true;
  /** The transports, the default first; left out when there is only one. */
  readonly transports?: readonly Transport[];
  /** An app's code for a transport that is not the default: the options of the adapter, and what they import. */
  readonly transportCode?: { readonly options: string; readonly imports?: string };
  /** Loads the adapter. Without a base URL it connects to the vendor. */
  loadAdapter(baseUrl?: string, transport?: Transport): Promise<RealtimeSessionOptions['adapter']>;
  /** Loads the vendor's prices when a conversation starts. */
  readonly loadPrices?: () => Promise<{ readonly prices: PriceTable }>;
  /** Creates the minter of credentials; `null` in the page, which never has a key. */
  readonly createMinter:
    | ((apiKey: string, baseUrl?: string, transport?: Transport) => CredentialMinter)
    | null;
}

/**
 * The vendors of the demo, named only here: another vendor is another entry. Adapters are loaded when they are selected. The
 * minters are imported statically, because the server's module loader is closed by then; Vite removes them from the page's
 * bundle.
 */
export const VENDORS: readonly Vendor[] = [
  {
    id: 'openai',
    name: 'OpenAI Realtime',
    voices: ['marin', 'cedar', 'alloy', 'ash', 'ballad', 'coral', 'echo', 'sage', 'shimmer', 'verse'],
    keyName: 'OPENAI_API_KEY',
    emulatedPath: '/v1',
    transports: ['webrtc', 'websocket'],
    transportCode: { options: "{ transport: 'websocket' }" },
    async loadAdapter(baseUrl, transport) {
      const { openai } = await import('@repartee/core/adapters/openai');
      return openai({ baseUrl, transport });
    },
    loadPrices: () => import('@repartee/core/adapters/openai/prices'),
    createMinter: import.meta.env.SSR ? (apiKey, baseUrl) => openaiMinter({ apiKey, baseUrl }) : null,
  },
  {
    id: 'cartesia',
    name: 'Cartesia Managed Agents',
    voices: [],
    keyName: 'CARTESIA_API_KEY',
    emulatedPath: '',
    isSetUpByCredential: true,
    speaksFirst: true,
    async loadAdapter(baseUrl) {
      const { cartesia } = await import('@repartee/core/adapters/cartesia');
      // The credential names the agent, so the page needs no agent id.
      return cartesia(baseUrl ? { baseUrl, agentId: 'agent_demo' } : {});
    },
    loadPrices: () => import('@repartee/core/adapters/cartesia/prices'),
    createMinter: import.meta.env.SSR
      ? (apiKey, baseUrl) =>
          cartesiaMinter({
            apiKey,
            agentId: baseUrl ? 'agent_demo' : (process.env['CARTESIA_AGENT_ID'] ?? ''),
            baseUrl,
          })
      : null,
  },
  {
    id: 'elevenlabs',
    name: 'ElevenLabs Agents',
    voices: [],
    keyName: 'ELEVENLABS_API_KEY',
    emulatedPath: '',
    speaksFirst: true,
    transports: ['websocket', 'webrtc'],
    transportCode: {
      options: '{ transport: webrtc() }',
      imports: "import { webrtc } from '@repartee/core/adapters/elevenlabs/webrtc';",
    },
    async loadAdapter(baseUrl, transport) {
      const { elevenlabs } = await import('@repartee/core/adapters/elevenlabs');
      // The credential, a signed URL or a token, names the agent.
      const options = baseUrl ? { baseUrl, agentId: 'agent_demo' } : {};
      if (transport !== 'webrtc') return elevenlabs(options);
      const { webrtc } = await import('@repartee/core/adapters/elevenlabs/webrtc');
      return elevenlabs({ ...options, transport: webrtc() });
    },
    loadPrices: () => import('@repartee/core/adapters/elevenlabs/prices'),
    createMinter: import.meta.env.SSR
      ? (apiKey, baseUrl, transport = 'websocket') =>
          elevenLabsMinter({
            apiKey,
            transport,
            agentId: baseUrl ? 'agent_demo' : (process.env['ELEVENLABS_AGENT_ID'] ?? ''),
            baseUrl,
          })
      : null,
  },
  {
    id: 'gemini',
    name: 'Gemini Live',
    voices: ['Puck', 'Zephyr', 'Charon', 'Kore', 'Fenrir', 'Leda', 'Orus', 'Aoede', 'Despina', 'Sulafat'],
    keyName: 'GEMINI_API_KEY',
    emulatedPath: '',
    async loadAdapter(baseUrl) {
      const { gemini } = await import('@repartee/core/adapters/gemini');
      // A live view must be in the setup of a connection.
      return gemini({ baseUrl, vision: 'low' });
    },
    loadPrices: () => import('@repartee/core/adapters/gemini/prices'),
    createMinter: import.meta.env.SSR ? (apiKey, baseUrl) => geminiMinter({ apiKey, baseUrl }) : null,
  },
];

/** The source of the app's own speech, beside every vendor. */
export const SPEECH = {
  name: 'Sonic',
  keyName: 'CARTESIA_API_KEY',
  /** The environment variable of the server that names one of the account's voices. */
  voiceName: 'CARTESIA_VOICE_ID',
  createSource: (voice: string, baseUrl?: string): SpeechSource => sonic({ voice, language: 'en', baseUrl }),
  createMinter: import.meta.env.SSR
    ? (apiKey: string, baseUrl?: string): CredentialMinter => sonicMinter({ apiKey, baseUrl })
    : null,
};
