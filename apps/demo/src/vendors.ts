import type { CredentialMinter, PriceTable, RealtimeSessionOptions, SpeechSource } from '@repartee/core';
import { cartesiaMinter, sonicMinter } from '@repartee/core/adapters/cartesia/server';
import { sonic } from '@repartee/core/adapters/cartesia/speech';
import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import { geminiMinter } from '@repartee/core/adapters/gemini/server';
import { openaiMinter } from '@repartee/core/adapters/openai/server';

/** What a vendor can be talked to over. */
export type Transport = 'webrtc' | 'websocket';

/** A vendor as the demo knows it, on the page and on its server. */
export interface Vendor {
  readonly id: string;
  readonly name: string;
  /** The voices to choose from, by the vendor's names. */
  readonly voices: readonly string[];
  /** The variable of the server's environment that holds the real key. */
  readonly keyName: string;
  /** Where the vendor's API begins under the emulator's origin. */
  readonly emulatedPath: string;
  /** Instructions and voice travel with the credential, because nothing on the wire could set them. */
  readonly isSetUpByCredential?: true;
  /** The transports to choose from, the usual one first; left out where there is but one. */
  readonly transports?: readonly Transport[];
  /** Loads the adapter when it is chosen; without a base URL it is the vendor's own. */
  loadAdapter(baseUrl?: string, transport?: Transport): Promise<RealtimeSessionOptions['adapter']>;
  /** Loads what the vendor asks for its models, when a conversation begins. */
  readonly loadPrices?: () => Promise<{ readonly prices: PriceTable }>;
  /** Makes what mints credentials with a key; `null` on the page, which has no business with it. */
  readonly createMinter:
    | ((apiKey: string, baseUrl?: string, transport?: Transport) => CredentialMinter)
    | null;
}

/**
 * Everybody that the demo can talk to, and the only place where it names a vendor: one more is one more entry. Adapters
 * are loaded when they are chosen. What mints is not: the server's loader is gone by then, and Vite, which knows when it
 * builds for the page, leaves it out of the files that browsers are given.
 */
export const VENDORS: readonly Vendor[] = [
  {
    id: 'openai',
    name: 'OpenAI Realtime',
    voices: ['marin', 'cedar', 'alloy', 'ash', 'ballad', 'coral', 'echo', 'sage', 'shimmer', 'verse'],
    keyName: 'OPENAI_API_KEY',
    emulatedPath: '/v1',
    transports: ['webrtc', 'websocket'],
    async loadAdapter(baseUrl, transport) {
      const { openai } = await import('@repartee/core/adapters/openai');
      return openai({ ...(baseUrl ? { baseUrl } : {}), ...(transport ? { transport } : {}) });
    },
    loadPrices: () => import('@repartee/core/adapters/openai/prices'),
    createMinter: import.meta.env.SSR
      ? (apiKey, baseUrl) => openaiMinter({ apiKey, ...(baseUrl ? { baseUrl } : {}) })
      : null,
  },
  {
    id: 'cartesia',
    name: 'Cartesia Managed Agents',
    voices: [],
    keyName: 'CARTESIA_API_KEY',
    emulatedPath: '',
    isSetUpByCredential: true,
    async loadAdapter(baseUrl) {
      const { cartesia } = await import('@repartee/core/adapters/cartesia');
      // The credential says which agent it is: the page needs to know of none.
      return cartesia(baseUrl ? { baseUrl, agentId: 'agent_demo' } : {});
    },
    loadPrices: () => import('@repartee/core/adapters/cartesia/prices'),
    createMinter: import.meta.env.SSR
      ? (apiKey, baseUrl) =>
          cartesiaMinter({
            apiKey,
            agentId: baseUrl ? 'agent_demo' : (process.env['CARTESIA_AGENT_ID'] ?? ''),
            ...(baseUrl ? { baseUrl } : {}),
          })
      : null,
  },
  {
    id: 'elevenlabs',
    name: 'ElevenLabs Agents',
    voices: [],
    keyName: 'ELEVENLABS_API_KEY',
    emulatedPath: '',
    transports: ['websocket', 'webrtc'],
    async loadAdapter(baseUrl, transport) {
      const { elevenlabs } = await import('@repartee/core/adapters/elevenlabs');
      // The credential is a signed URL or a token, either of which says which agent it is.
      const options = baseUrl ? { baseUrl, agentId: 'agent_demo' } : {};
      if (transport !== 'webrtc') return elevenlabs(options);
      const { webrtc } = await import('@repartee/core/adapters/elevenlabs/webrtc');
      const rooms = baseUrl ? { livekitUrl: baseUrl.replace('http', 'ws') } : {};
      return elevenlabs({ ...options, transport: webrtc(rooms) });
    },
    loadPrices: () => import('@repartee/core/adapters/elevenlabs/prices'),
    createMinter: import.meta.env.SSR
      ? (apiKey, baseUrl, transport = 'websocket') =>
          elevenLabsMinter({
            apiKey,
            transport,
            agentId: baseUrl ? 'agent_demo' : (process.env['ELEVENLABS_AGENT_ID'] ?? ''),
            ...(baseUrl ? { baseUrl } : {}),
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
      return gemini(baseUrl ? { baseUrl } : {});
    },
    loadPrices: () => import('@repartee/core/adapters/gemini/prices'),
    createMinter: import.meta.env.SSR
      ? (apiKey, baseUrl) => geminiMinter({ apiKey, ...(baseUrl ? { baseUrl } : {}) })
      : null,
  },
];

/** Who speaks the demo's own words, beside whichever vendor is talked to. */
export const SPEECH = {
  name: 'Sonic',
  keyName: 'CARTESIA_API_KEY',
  /** The variable of the server's environment that names one of the account's voices. */
  voiceName: 'CARTESIA_VOICE_ID',
  createSource: (voice: string, baseUrl?: string): SpeechSource =>
    sonic({ voice, language: 'en', ...(baseUrl ? { baseUrl } : {}) }),
  createMinter: import.meta.env.SSR
    ? (apiKey: string, baseUrl?: string): CredentialMinter =>
        sonicMinter({ apiKey, ...(baseUrl ? { baseUrl } : {}) })
    : null,
};
