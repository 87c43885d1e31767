import type { SessionConfig } from '../protocol/session-config.ts';
import { BARGE_IN_PRESETS } from '../session/barge-in/barge-in-thresholds.ts';
import type { BargeInThresholds } from '../session/barge-in/barge-in-thresholds.ts';
import type { BargeInRules } from '../session/barge-in/decide-barge-in.ts';
import { LISTENING_WORDS } from '../session/barge-in/listening-words.ts';
import type { BargeInOptions } from './barge-in-options.ts';

/** Works out the thresholds and the words that hold. A language without a list is heard by sound alone. */
export function resolveRules(options: BargeInOptions, { transcription }: SessionConfig): BargeInRules {
  const preset = BARGE_IN_PRESETS[options.preset ?? 'balanced'];
  const own = Object.keys(preset) as (keyof BargeInThresholds)[];
  const given = own.filter((key) => options[key] !== undefined).map((key) => [key, options[key]] as const);
  const spoken = typeof transcription === 'object' ? transcription.language : undefined;
  const language = (options.language ?? spoken ?? 'en').split('-')[0] ?? 'en';
  const words = (options.listeningWords ?? LISTENING_WORDS)[language];
  return {
    thresholds: { ...preset, ...Object.fromEntries(given) },
    words: words ?? { backchannels: [], commands: [] },
  };
}
