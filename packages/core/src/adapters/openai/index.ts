import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { Capabilities } from '../../protocol/capabilities.ts';
import type { ProviderAdapter } from '../../protocol/provider-adapter.ts';
import { decodeFrame } from './decode.ts';
import { createEncoder } from './encode.ts';
import { readClose } from './errors.ts';
import type { OpenAIOptions } from './options.ts';
import { planConnection } from './plan.ts';

export type { OpenAIOptions } from './options.ts';

/** What both directions speak unless the app chooses otherwise. */
const PCM_24K: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

/** Facts of the GA protocol (openai 7.57.0 and the guides, November 2026). */
const CAPABILITIES: Capabilities = {
  transports: ['websocket'],
  canSendText: true,
  canSendImages: true,
  truncation: 'client',
  canCancelResponse: true,
  canCommitTurns: true,
  turnDetection: ['server', 'semantic', 'off'],
  isResponseOnDemand: true,
  canRespondOutOfBand: true,
  canUseTools: true,
  canUseRemoteTools: true,
  canSeedHistory: true,
  canResume: false,
  hasInterimTranscript: true,
  hasWordTimes: false,
  outputModalities: ['audio', 'text'],
  // The voice may change until the agent has spoken for the first time, the model never.
  updatable: [
    'instructions',
    'voice',
    'speed',
    'outputModality',
    'turnDetection',
    'transcription',
    'noiseReduction',
    'tools',
    'remoteTools',
    'toolChoice',
    'isParallelToolCalls',
    'reasoningEffort',
    'maxOutputTokens',
    'contextTruncation',
    'vendorOptions',
  ],
  sessionCapMs: 3_600_000,
  usageUnit: 'tokens',
};

/**
 * The adapter for OpenAI Realtime (GA protocol) over WebSocket, and for every server that speaks the same.
 *
 * @example
 * ```ts
 * const adapter = openai({ model: 'gpt-realtime-2.1-mini' });
 * ```
 */
export function openai(options: OpenAIOptions = {}): ProviderAdapter {
  const formats = { input: options.inputFormat ?? PCM_24K, output: options.outputFormat ?? PCM_24K };
  return {
    id: 'openai',
    capabilities: CAPABILITIES,
    inputFormat: formats.input,
    outputFormat: formats.output,
    plan: (input) => planConnection(options, input),
    createCodec() {
      const called = new Set<string>();
      return { decode: (frame) => decodeFrame(frame, called), encode: createEncoder(formats) };
    },
    readClose,
  };
}
