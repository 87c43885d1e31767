import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { Capabilities } from '../../protocol/capabilities.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import { isUpdatable, modelOf } from './models.ts';
import type { GeminiOptions } from './options.ts';

/** What the models listen at and speak at, in hertz (Live API guide, September 2026). */
const INPUT: AudioFormat = { encoding: 'pcm16', sampleRateHz: 16_000 };
const OUTPUT: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

/** Facts of the Live API (its reference, guides and model pages, to November 2026). */
const CAPABILITIES = {
  transports: ['websocket'],
  canSendText: true,
  canSendImages: true,
  // The vendor keeps what it has sent, not what was heard, and there is no message to tell it.
  truncation: 'none',
  canCancelResponse: true,
  canCommitTurns: true,
  turnDetection: ['server', 'off'],
  isResponseOnDemand: false,
  canRespondOutOfBand: false,
  canUseTools: true,
  canUseRemoteTools: false,
  canSeedHistory: true,
  canResume: true,
  hasInterimTranscript: false,
  hasWordTimes: false,
  outputModalities: ['audio'],
  // A connection lasts some ten minutes, a session that is taken up again has no end.
  sessionCapMs: null,
  usageUnit: 'tokens',
} as const satisfies Omit<Capabilities, 'updatable'>;

/** What the vendor can do, written in the type. */
export type GeminiCapabilities = typeof CAPABILITIES & Pick<Capabilities, 'updatable'>;

/** What is known without a connection. */
export function factsOf(options: GeminiOptions): AdapterFacts<GeminiCapabilities> {
  const updatable = isUpdatable(modelOf(options, null)) ? (['instructions', 'tools'] as const) : [];
  return {
    id: 'gemini',
    capabilities: { ...CAPABILITIES, updatable },
    inputFormat: INPUT,
    outputFormat: OUTPUT,
  };
}
