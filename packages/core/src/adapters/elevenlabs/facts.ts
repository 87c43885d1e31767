import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { Capabilities } from '../../protocol/capabilities.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { ElevenLabsOptions } from './options.ts';

/** What agents are made with unless their settings say otherwise (OpenAPI of August 2026). */
const PCM_16K: AudioFormat = { encoding: 'pcm16', sampleRateHz: 16_000 };

/** The vendor's own client sends silence while the user is muted: without it the end of a turn may never be found. */
const SILENCE_EVERY_MS = 100;

/** Facts of Agents over WebSocket (contract 0.23.0 of the vendor's packages, autumn 2026). */
export const CAPABILITIES = {
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
  canSeedHistory: true,
  canResume: false,
  hasInterimTranscript: true,
  hasWordTimes: true,
  outputModalities: ['audio', 'text'],
  updatable: [],
  sessionCapMs: null,
  usageUnit: 'none',
} as const satisfies Capabilities;

/** What is known without a connection. */
export function factsOf({
  inputFormat = PCM_16K,
  outputFormat = PCM_16K,
  transport = 'websocket',
}: ElevenLabsOptions): AdapterFacts<typeof CAPABILITIES> & { readonly silenceEveryMs: number } {
  return {
    id: 'elevenlabs',
    transport: transport === 'websocket' ? transport : 'webrtc',
    capabilities: CAPABILITIES,
    inputFormat,
    outputFormat,
    silenceEveryMs: SILENCE_EVERY_MS,
  };
}
