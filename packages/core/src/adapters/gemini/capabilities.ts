import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { Capabilities, VisionCapabilities } from '../../protocol/capabilities.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import { isUpdatable, modelOf } from './models.ts';
import type { GeminiOptions } from './options.ts';

/** The audio formats of all models (Live API guide, September 2026). */
const INPUT: AudioFormat = { encoding: 'pcm16', sampleRateHz: 16_000 };
const OUTPUT: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

/** The capabilities of the Live API (reference, guides and model pages until November 2026). */
const CAPABILITIES = {
  transports: ['websocket'],
  canSendText: true,
  canSendImages: true,
  // Gemini's history keeps everything that it sent, heard or not, and no message changes it.
  truncation: 'none',
  canCancelResponse: true,
  canCommitTurns: true,
  turnDetection: ['server', 'off'],
  isResponseOnDemand: false,
  canRespondOutOfBand: false,
  canUseTools: true,
  canUseRemoteTools: false,
  canSeedHistory: 'items',
  canResume: true,
  canOverlapConnections: false,
  hasInterimTranscript: false,
  hasWordTimes: false,
  outputModalities: ['audio'],
  // `contextUpdate` replaces what it names and has no acknowledgement. An empty system instruction is not documented.
  acknowledgesChanges: false,
  neutralConfig: { instructions: 'You are a helpful assistant.', tools: [] },
  // A connection lasts about ten minutes; a session that resumes has no limit.
  sessionCapMs: null,
  // Tokens are billed; after `audioStreamEnd` nothing is sent and none are counted (Live API guide, September 2026).
  pause: 'hold',
  // There are no pings, and no event while the user speaks. The transcript comes around the end of speech, and the answer
  // within seconds of it (recorded turns, 2025 and 2026).
  signsOfLife: { afterUserSpeechMs: 10_000, afterRequestMs: 10_000 },
  usageUnit: 'tokens',
} as const satisfies Omit<Capabilities, 'updatable'>;

/** The capabilities as a literal type. */
export type GeminiCapabilities = typeof CAPABILITIES &
  Pick<Capabilities, 'updatable'> & { readonly vision: VisionCapabilities };

/**
 * One image a second at most, best as a JPEG of 768 px (Live API guide, September 2026). The limit of bytes is the kit's own. A
 * live view must be in the setup of its connection.
 */
const createVision = ({ vision }: GeminiOptions): VisionCapabilities => ({
  maxSidePx: 768,
  maxBytes: 500_000,
  maxImages: 1,
  liveView: vision ? 'stream' : false,
  load: async () => (await import('./vision.ts')).createVisionWire(vision),
});

/** Returns the facts that are known without a connection. */
export function adapterFacts(options: GeminiOptions): AdapterFacts<GeminiCapabilities> {
  const updatable = isUpdatable(modelOf(options, null)) ? (['instructions', 'tools'] as const) : [];
  return {
    id: 'gemini',
    capabilities: { ...CAPABILITIES, updatable, vision: createVision(options) },
    inputFormat: INPUT,
    outputFormat: OUTPUT,
  };
}
