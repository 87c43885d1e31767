import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { Capabilities } from '../../protocol/capabilities.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { CartesiaOptions } from './options.ts';

/** The default format of both directions. */
const PCM_24K: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

/** Cartesia wants audio every 20 to 100 ms without a gap (AsyncAPI 2026-08-14), so a muted user sends silence. */
const SILENCE_EVERY_MS = 100;

/** The capabilities of managed agents (AsyncAPI 2026-08-14). The wire has no text input, and no command that ends a turn. */
export const MANAGED = {
  transports: ['websocket'],
  canSendText: false,
  canSendImages: false,
  vision: false,
  // The text in `turn_ended` is what was spoken.
  truncation: 'vendor',
  canCancelResponse: false,
  canCommitTurns: false,
  turnDetection: ['server'],
  isResponseOnDemand: false,
  canRespondOutOfBand: false,
  canUseTools: true,
  canUseRemoteTools: false,
  // With `historyVariable` only: no message carries text.
  canSeedHistory: false as 'opening' | false,
  canResume: false,
  canOverlapConnections: true,
  hasInterimTranscript: false,
  hasWordTimes: false,
  outputModalities: ['audio'],
  updatable: [],
  sessionCapMs: null,
  // Minutes of a call are billed, silent ones too (pricing page, autumn 2026).
  pause: 'disconnect',
  // `turn_started` comes when the user begins to speak, and `turn_ended` at the end. Nothing comes in silence (AsyncAPI
  // 2026-08-14).
  signsOfLife: { whileUserSpeaksMs: 9_000, afterUserSpeechMs: 9_000 },
  usageUnit: 'none',
} as const satisfies Capabilities;

/**
 * The capabilities of the Line protocol (guides, autumn 2026). The agent's own code runs its tools. It may be slow to answer,
 * there is no ping, and clients alone tell of turn events: only much speech without any message is a sign of a dead path.
 */
export const LINE = {
  ...MANAGED,
  canUseTools: false,
  signsOfLife: { unheardSpeechMs: 6_000 },
} as const satisfies Capabilities;

/** The protocol of a connection to Cartesia: managed agents, or agents that were deployed as code with Line. */
export type CartesiaProtocol = 'managed' | 'line';

/** Returns the facts that are known without a connection. */
export function adapterFacts<Can extends Capabilities>(
  { format = PCM_24K, historyVariable }: CartesiaOptions,
  capabilities: Can,
): AdapterFacts<Can> & { readonly silenceEveryMs: number } {
  return {
    id: 'cartesia',
    capabilities:
      historyVariable === undefined ? capabilities : { ...capabilities, canSeedHistory: 'opening' },
    inputFormat: format,
    outputFormat: format,
    silenceEveryMs: SILENCE_EVERY_MS,
  };
}
