import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { Capabilities } from '../../protocol/capabilities.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { OpenAIOptions } from './options.ts';

/** What both directions speak unless the app chooses otherwise. */
const PCM_24K: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

/** Facts of the GA protocol (openai 7.57.0 and the guides, November 2026). */
const CAPABILITIES: Omit<Capabilities, 'truncation'> = {
  transports: ['webrtc', 'websocket'],
  canSendText: true,
  canSendImages: true,
  canCancelResponse: true,
  // `interrupt_response` of the turn detection.
  canHoldInterruption: true,
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

/** What is known without a connection. */
export function factsOf(options: OpenAIOptions): AdapterFacts {
  const transport = options.transport ?? (globalThis.RTCPeerConnection ? 'webrtc' : 'websocket');
  return {
    id: 'openai',
    transport,
    // In a call the vendor knows what it has played, and cuts by itself.
    capabilities: { ...CAPABILITIES, truncation: transport === 'webrtc' ? 'vendor' : 'client' },
    inputFormat: options.inputFormat ?? PCM_24K,
    outputFormat: options.outputFormat ?? PCM_24K,
  };
}
