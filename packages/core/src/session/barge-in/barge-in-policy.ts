import type { ItemId } from '../../protocol/conversation-item.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { BARGE_IN_PRESETS } from './barge-in-thresholds.ts';
import type { BargeInPreset, BargeInThresholds } from './barge-in-thresholds.ts';
import type { BargeInRules } from './decide-barge-in.ts';
import type { EchoMode } from './echo-watch.ts';
import type { ListeningWords } from './split-phrases.ts';

/** An item that the agent is speaking, for an app that protects some of its items. */
export interface SpokenItem {
  readonly itemId: ItemId;
  readonly responseId: string;
  /** The metadata with which the response was requested. */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** The settings of barge-in that the rules need. The others are those of the devices. */
export interface BargeInPolicy extends Partial<BargeInThresholds> {
  /** The thresholds to start from. @default 'balanced' */
  readonly preset?: BargeInPreset;
  /** The detection that counts. @default 'both' */
  readonly detect?: 'vendor' | 'local' | 'both';
  /** The language of the user's words, as ISO 639-1. @default the one of `config.transcription`, else all that there are lists of */
  readonly language?: string;
  /** Backchannels and commands by language. @default `LISTENING_WORDS` */
  readonly listeningWords?: Readonly<Record<string, ListeningWords>>;
  /** Whether the user can interrupt in general. The app's answer for an item comes with the input that needs it. @default true */
  readonly interruptible?: boolean;
  /** The handling of the agent's echo at the microphone. @default 'auto' */
  readonly echo?: EchoMode;
  /** The speech after which the agent pauses until it is decided, in milliseconds; `Infinity` never. @default 250 */
  readonly pauseAfterMs?: number;
  /** The time without a word after which an answer that a sound has cut goes on, in milliseconds. @default Infinity: never */
  readonly continueAfterMs?: number;
}

/** The thresholds that decide in place of the model. */
const TIMED = ['minSpeechMs', 'minConfirmedMs', 'minVoicedShare', 'unvoicedMs'] as const;

/** The language of the user's words as ISO 639-1; `null` where it is not known. */
export function languageOf({ language }: BargeInPolicy, { transcription }: SessionConfig): string | null {
  const spoken = typeof transcription === 'object' ? transcription.language : undefined;
  return (language ?? spoken)?.split('-')[0]?.toLowerCase() ?? null;
}

/**
 * Resolves the thresholds and the app's own word lists. Until others are loaded, and in a language without lists, decisions
 * follow from sound alone.
 */
export function resolveRules(policy: BargeInPolicy, config: SessionConfig): BargeInRules {
  const preset = BARGE_IN_PRESETS[policy.preset ?? 'balanced'];
  const keys = Object.keys(preset) as (keyof BargeInThresholds)[];
  const given = keys.filter((key) => policy[key] !== undefined).map((key) => [key, policy[key]] as const);
  // An app that sets how long speech must last does not want it weighed.
  const isTimed = policy.minLikelihood === undefined && TIMED.some((key) => policy[key] !== undefined);
  const language = languageOf(policy, config) ?? 'en';
  return {
    thresholds: { ...preset, ...(isTimed && { minLikelihood: null }), ...Object.fromEntries(given) },
    words: policy.listeningWords?.[language] ?? { backchannels: [], commands: [] },
  };
}
