import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { Capabilities, VisionCapabilities } from '../../protocol/capabilities.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { OpenAIOptions } from './options.ts';

/** The format of both directions, unless the app chooses another. */
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
  canSeedHistory: 'items',
  seedableItems: ['image', 'tool-call'],
  canResume: false,
  canOverlapConnections: true,
  hasInterimTranscript: true,
  hasWordTimes: false,
  outputModalities: ['audio', 'text'],
  // The vendor refuses another voice once the agent has spoken (`cannot_update_voice`), and never takes another model.
  updatable: [
    'instructions',
    'speed',
    'outputModality',
    'turnDetection',
    'transcription',
    'noiseReduction',
    'tools',
    'remoteTools',
    'toolChoice',
    'parallelToolCalls',
    'reasoningEffort',
    'maxOutputTokens',
    'contextTruncation',
    'vendorOptions',
  ],
  // `session.update` keeps the fields that it leaves out. An empty text does not clear the instructions (recording of the
  // history seeding, 2026): only another text replaces them. Reasoning effort and vendor options have no documented default.
  neutralConfig: {
    instructions: 'You are a helpful assistant.',
    speed: 1,
    outputModality: 'audio',
    turnDetection: { mode: 'server' },
    noiseReduction: 'off',
    tools: [],
    remoteTools: [],
    toolChoice: 'auto',
    parallelToolCalls: true,
    maxOutputTokens: 'unlimited',
    contextTruncation: 'auto',
  },
  sessionCapMs: 3_600_000,
  // Tokens are billed, and none are counted while no audio and no request is sent (pricing guide, November 2026).
  pause: 'hold',
  // `speech_started` comes within a second of the first voiced audio, `speech_stopped` within a second of the last, and
  // `created` and `added` as soon as a request arrives; the deltas of a response follow each other within a second
  // (recorded turns, autumn 2026).
  signsOfLife: {
    whileUserSpeaksMs: 4_000,
    afterUserSpeechMs: 4_000,
    afterRequestMs: 4_000,
    whileAnsweringMs: 3_000,
  },
  usageUnit: 'tokens',
};

/**
 * `input_image` of user messages (openai 7.59.0). No limit of size is published. Images are counted in tiles after their short
 * side is scaled to 512 px (two recorded usages, 2026): 1,536 px keep the text of a screen readable. In a call, the message must
 * be within the data channel's 256 KiB: 135,000 bytes are 180,000 in Base64. A live view goes with the turns: there is no stream.
 */
const createVision = (isCall: boolean): VisionCapabilities => ({
  maxSidePx: 1536,
  maxBytes: isCall ? 135_000 : 1_000_000,
  liveView: 'turn',
  load: () => import('./vision.ts'),
});

/** The facts that are known without a connection. */
export function adapterFacts(options: OpenAIOptions): AdapterFacts {
  const canCall =
    options.dialect !== 'xai' &&
    (globalThis as { RTCPeerConnection?: unknown }).RTCPeerConnection !== undefined;
  const transport = options.transport ?? (canCall ? 'webrtc' : 'websocket');
  const isCall = transport === 'webrtc';
  return {
    id: 'openai',
    transport,
    // In a call the vendor knows what it has played, and truncates items by itself.
    capabilities: {
      ...CAPABILITIES,
      truncation: isCall ? 'vendor' : 'client',
      vision: createVision(isCall),
    },
    inputFormat: options.inputFormat ?? PCM_24K,
    outputFormat: options.outputFormat ?? PCM_24K,
  };
}
