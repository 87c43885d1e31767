import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { Capabilities } from '../../protocol/capabilities.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { CartesiaOptions } from './options.ts';

/** What both directions speak unless the app chooses otherwise. */
const PCM_24K: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

/** Audio is to come every 20 to 100 ms without a gap (AsyncAPI 2026-08-14): mute is silence, not the absence of it. */
const SILENCE_EVERY_MS = 100;

/** Facts of Managed Agents (AsyncAPI of API version 2026-08-14). All but tools belongs to the agent and not to the call. */
export const MANAGED = {
  transports: ['websocket'],
  canSendText: false,
  canSendImages: false,
  // The agent's own texts hold what was spoken of them.
  truncation: 'vendor',
  canCancelResponse: false,
  canCommitTurns: false,
  turnDetection: ['server'],
  isResponseOnDemand: false,
  canRespondOutOfBand: false,
  canUseTools: true,
  canUseRemoteTools: false,
  canSeedHistory: false,
  canResume: false,
  hasInterimTranscript: false,
  hasWordTimes: false,
  outputModalities: ['audio'],
  updatable: [],
  sessionCapMs: null,
  usageUnit: 'none',
} as const satisfies Capabilities;

/** Facts of Line's stream (guides, autumn 2026): tools are run by the agent's own code. */
export const LINE = { ...MANAGED, canUseTools: false } as const satisfies Capabilities;

/** What is known without a connection. */
export function factsOf<Can extends Capabilities>(
  capabilities: Can,
  { format = PCM_24K }: CartesiaOptions,
): AdapterFacts<Can> & { readonly silenceEveryMs: number } {
  return {
    id: 'cartesia',
    capabilities,
    inputFormat: format,
    outputFormat: format,
    silenceEveryMs: SILENCE_EVERY_MS,
  };
}
