import type { RemoteToolServer, ToolChoice, ToolDeclaration } from './tool-declaration.ts';

/** The vendor's detection of the user's turns. */
export type TurnDetection =
  | {
      readonly mode: 'server';
      /** The level from which on sound counts as speech, 0 to 1. */
      readonly threshold?: number;
      /** Audio kept from before the detected start, in milliseconds. */
      readonly prefixPaddingMs?: number;
      /** Silence that ends a turn, in milliseconds. */
      readonly silenceMs?: number;
      /** The agent speaks up by itself after this much silence, in milliseconds; `null` never. */
      readonly idleTimeoutMs?: number | null;
      readonly autoRespond?: boolean;
      readonly autoInterrupt?: boolean;
    }
  | {
      readonly mode: 'semantic';
      /** The eagerness of the vendor's detection: `high` ends the turn soonest, `low` latest, `auto` is the vendor's choice. */
      readonly eagerness?: 'low' | 'medium' | 'high' | 'auto';
      readonly autoRespond?: boolean;
      readonly autoInterrupt?: boolean;
    }
  | { readonly mode: 'off' };

/** The transcription of the user's speech. */
export interface TranscriptionConfig {
  readonly model?: string;
  /** One expected language as an ISO 639-1 code. */
  readonly language?: string;
  /** Several expected languages, for models that take a list. */
  readonly languages?: readonly string[];
  /** Words that the speaker is likely to use. */
  readonly keywords?: readonly string[];
  /** Free text that sets the recogniser's style and vocabulary. */
  readonly prompt?: string;
  readonly delay?: 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';
}

/** The handling of a conversation that outgrows the model's context. */
export type ContextTruncation =
  | 'auto'
  | 'disabled'
  | {
      /** Share of the context to keep, 0 to 1, whenever something has to go. */
      readonly retentionRatio: number;
      /** Limit in tokens for all that follows the instructions and tools. */
      readonly maxTokensAfterInstructions?: number;
    };

/** A voice by its public name, or one of the account's own by id. */
export type Voice = string | { readonly id: string };

/**
 * The configuration of a conversation. A field that is left out keeps the vendor's default.
 * An adapter refuses a field that its vendor cannot serve with `unsupported-capability`.
 */
export interface SessionConfig {
  readonly model?: string;
  readonly instructions?: string;
  readonly voice?: Voice;
  /** Speaking rate, 1 being the voice's own. */
  readonly speed?: number;
  /** Whether the agent answers aloud (with a transcript) or in writing only. @default 'audio' */
  readonly outputModality?: 'audio' | 'text';
  readonly turnDetection?: TurnDetection;
  readonly transcription?: TranscriptionConfig | 'off';
  readonly noiseReduction?: 'near-field' | 'far-field' | 'off';
  /** Declarations only; tools with handlers are given to the session as `tools`. */
  readonly tools?: readonly ToolDeclaration[];
  readonly remoteTools?: readonly RemoteToolServer[];
  readonly toolChoice?: ToolChoice;
  readonly parallelToolCalls?: boolean;
  readonly reasoningEffort?: 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';
  /** Limit in tokens for one response. */
  readonly maxOutputTokens?: number | 'unlimited';
  readonly contextTruncation?: ContextTruncation;
  /** Fields of the vendor's own configuration that this type does not cover, merged in last. */
  readonly vendorOptions?: Readonly<Record<string, unknown>>;
}
