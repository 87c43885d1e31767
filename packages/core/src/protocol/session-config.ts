import type { RemoteToolServer, ToolChoice, ToolDeclaration } from './tool-declaration.ts';

/** The vendor's detection of the user's turns. */
export type TurnDetection =
  | {
      readonly mode: 'server';
      /** The level from which on sound counts as speech, 0 to 1. @default the vendor's */
      readonly threshold?: number;
      /** Audio kept from before the detected start, in milliseconds. @default the vendor's */
      readonly prefixPaddingMs?: number;
      /** Silence that ends a turn, in milliseconds. @default the vendor's */
      readonly silenceMs?: number;
      /** The agent speaks up by itself after this much silence, in milliseconds; `null` never. @default null */
      readonly idleTimeoutMs?: number | null;
      /** Whether the vendor answers a turn by itself. Otherwise `session.respond` asks for the answer. @default true */
      readonly autoRespond?: boolean;
      /** Whether the start of speech stops the agent. @default true */
      readonly autoInterrupt?: boolean;
    }
  | {
      readonly mode: 'semantic';
      /**
       * The eagerness of the vendor's detection: `high` ends the turn soonest, `low` latest, `auto` is the vendor's choice.
       * @default 'auto'
       */
      readonly eagerness?: 'low' | 'medium' | 'high' | 'auto';
      /** Whether the vendor answers a turn by itself. Otherwise `session.respond` asks for the answer. @default true */
      readonly autoRespond?: boolean;
      /** Whether the start of speech stops the agent. @default true */
      readonly autoInterrupt?: boolean;
    }
  | { readonly mode: 'off' };

/** The transcription of the user's speech. */
export interface TranscriptionConfig {
  /** The vendor's name of the model that writes the speech down. @default the adapter's: see the page of the vendor */
  readonly model?: string;
  /** One expected language as an ISO 639-1 code. */
  readonly language?: string;
  /** Several expected languages, for models that take a list. */
  readonly languages?: readonly string[];
  /** Words that the speaker is likely to use. */
  readonly keywords?: readonly string[];
  /** Free text that sets the recogniser's style and vocabulary. */
  readonly prompt?: string;
  /** The wait of a streaming model before it decides on words: a longer one makes fewer mistakes. @default the vendor's */
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
  /** The vendor's name of the model. @default the adapter's: see the page of the vendor */
  readonly model?: string;
  /** The system prompt: the agent's role, its rules and its manner of speaking, in any language. @default the vendor's */
  readonly instructions?: string;
  /** The agent's voice. A vendor may refuse to change it once the agent has spoken. @default the vendor's */
  readonly voice?: Voice;
  /** Speaking rate, 1 being the voice's own. @default 1 */
  readonly speed?: number;
  /** Whether the agent answers aloud (with a transcript) or in writing only. @default 'audio' */
  readonly outputModality?: 'audio' | 'text';
  /** The vendor's detection of the user's turns; `{ mode: 'off' }` where the app opens and closes them. @default the vendor's */
  readonly turnDetection?: TurnDetection;
  /** The transcription of the user's speech; `'off'` leaves the user's rows without words. @default the vendor's */
  readonly transcription?: TranscriptionConfig | 'off';
  /**
   * The vendor's reduction of noise in the user's audio: `near-field` for a headset, `far-field` for the microphone of a laptop or a
   * room. @default 'off'
   */
  readonly noiseReduction?: 'near-field' | 'far-field' | 'off';
  /** Declarations only; tools with handlers are given to the session as `tools`. */
  readonly tools?: readonly ToolDeclaration[];
  /** Remote (MCP) tool servers that the vendor itself calls. @default none */
  readonly remoteTools?: readonly RemoteToolServer[];
  /** The tools that the agent may or must call. @default 'auto' */
  readonly toolChoice?: ToolChoice;
  /** Whether one response may call several tools at once. @default the vendor's */
  readonly parallelToolCalls?: boolean;
  /** The effort that a reasoning model makes before it answers: more takes longer and costs more. @default the vendor's */
  readonly reasoningEffort?: 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';
  /** Limit in tokens for one response, reasoning included. @default the vendor's */
  readonly maxOutputTokens?: number | 'unlimited';
  /** The handling of a conversation that outgrows the model's context. @default the vendor's */
  readonly contextTruncation?: ContextTruncation;
  /** Fields of the vendor's own configuration that this type does not cover, merged in last. */
  readonly vendorOptions?: Readonly<Record<string, unknown>>;
}
