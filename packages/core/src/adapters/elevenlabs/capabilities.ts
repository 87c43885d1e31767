import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { Capabilities, VisionCapabilities } from '../../protocol/capabilities.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { ElevenLabsOptions } from './options.ts';

/** The default audio format of agents in both directions (OpenAPI of August 2026). */
const PCM_16K: AudioFormat = { encoding: 'pcm16', sampleRateHz: 16_000 };

/** ElevenLabs' client sends silence while the user is muted. Without it, the end of a turn may never be found. */
const SILENCE_EVERY_MS = 100;

/** The capabilities of ElevenLabs Agents (contract 0.23.0 of its packages, autumn 2026). */
const CAPABILITIES = {
  transports: ['websocket', 'webrtc'],
  canSendText: true,
  canSendImages: false,
  truncation: 'vendor',
  canCancelResponse: false,
  canCommitTurns: false,
  turnDetection: ['server'],
  isResponseOnDemand: false,
  canRespondOutOfBand: false,
  canUseTools: true,
  canUseRemoteTools: true,
  canSeedHistory: 'text',
  canResume: false,
  canOverlapConnections: true,
  hasInterimTranscript: true,
  hasWordTimes: true,
  outputModalities: ['audio', 'text'],
  updatable: [],
  sessionCapMs: null,
  // Minutes of a conversation are billed, silent ones at a lower rate (pricing page, autumn 2026).
  pause: 'disconnect',
  // `ping` comes at regular times, also in silence. The interval is not published (AsyncAPI of `@elevenlabs/types` 0.23.0).
  // Pings show that the way to the client is alive. Only a transcript or an answer shows that ElevenLabs hears the user.
  signsOfLife: { afterUserSpeechMs: 9_000, hasHeartbeat: true, unheardSpeechMs: 1_500 },
  usageUnit: 'none',
} as const satisfies Capabilities;

/**
 * Images are uploaded as files, and shown in a message (client 1.25.0). Limits of size are not published: these are the kit's own.
 * A message takes five files.
 */
const createVision = (baseUrl: string | undefined): VisionCapabilities => ({
  maxSidePx: 1536,
  maxBytes: 1_000_000,
  maxImages: 5,
  liveView: false,
  load: async () => (await import('./vision.ts')).createVisionWire(baseUrl),
});

/** The capabilities as a literal type. */
export type ElevenLabsCapabilities = typeof CAPABILITIES & { readonly vision: VisionCapabilities };

/** Returns the facts that are known without a connection. */
export function adapterFacts({
  inputFormat = PCM_16K,
  outputFormat = PCM_16K,
  transport = 'websocket',
  baseUrl,
}: ElevenLabsOptions): AdapterFacts<ElevenLabsCapabilities> & { readonly silenceEveryMs: number } {
  return {
    id: 'elevenlabs',
    transport: transport === 'websocket' ? transport : 'webrtc',
    capabilities: { ...CAPABILITIES, vision: createVision(baseUrl?.toString()) },
    inputFormat,
    outputFormat,
    silenceEveryMs: SILENCE_EVERY_MS,
  };
}
