import type { SpeechDetectorOptions } from '../audio/speech-detector.ts';
import type { DetectorFactory } from '../media/reflex-port.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { BargeInPreset, BargeInThresholds } from '../session/barge-in/barge-in-thresholds.ts';
import type { EchoMode } from '../session/barge-in/echo-watch.ts';
import type { ListeningWords } from '../session/barge-in/listening-words.ts';
import type { ItemId } from '../protocol/conversation-item.ts';

/** What the agent says, for an app that protects some of it. */
export interface SpokenItem {
  readonly itemId: ItemId;
  readonly responseId: string;
  /** What the response was asked for with. */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/**
 * How the user takes the floor. Every threshold of the preset can be another; what is left out is the preset's.
 *
 * - `detect: 'both'`: the voice is found here, ducks at once, and the vendor's detection is one piece of evidence.
 * - `detect: 'local'`: the vendor's detection counts for nothing.
 * - `detect: 'vendor'`: the vendor's detection cuts, as without these options. Nothing is loaded or ducked.
 */
export interface BargeInOptions extends Partial<BargeInThresholds> {
  /** @default 'balanced' */
  readonly preset?: BargeInPreset;
  /** @default 'both' */
  readonly detect?: 'vendor' | 'local' | 'both';
  /** What is left of the agent's level while it is ducked, 0 to 1. @default 0.2 */
  readonly duckLevel?: number;
  /** How long lowering takes, in milliseconds. @default 12 */
  readonly duckMs?: number;
  /** How long bringing back takes, in milliseconds. @default 120 */
  readonly resumeMs?: number;
  /** The language of the user's words, as ISO 639-1. @default the one of `config.transcription`, else 'en' */
  readonly language?: string;
  /** Backchannels and commands by language. @default `LISTENING_WORDS` */
  readonly listeningWords?: Readonly<Record<string, ListeningWords>>;
  /** Whether what the agent says may be cut, in general or item by item. Protected items are not even ducked. @default true */
  readonly isInterruptible?: boolean | ((item: SpokenItem) => boolean);
  /** @default 'auto' */
  readonly echo?: EchoMode;
  /** How the built-in detector hears. */
  readonly speech?: SpeechDetectorOptions;
  /** A detector of the app's own, in place of the built-in one. */
  readonly detector?: DetectorFactory;
}

/**
 * The options that a vendor can serve: where it cuts by itself and cannot be told not to, its detection always counts, so
 * `detect: 'local'` does not compile.
 */
export type BargeInFor<Can extends Capabilities> = Can extends { readonly canHoldInterruption: true }
  ? BargeInOptions
  : Capabilities extends Can
    ? BargeInOptions
    : BargeInOptions & { readonly detect?: 'vendor' | 'both' };

/** Whether the kit decides in the vendor's place. */
export function isHolding(options: BargeInOptions | null | undefined, capabilities: Capabilities): boolean {
  return !!options && options.detect !== 'vendor' && capabilities.canHoldInterruption === true;
}
