import type { ModalityCounts } from './usage-record.ts';

/** Money for one million tokens of each modality; `null` where no price is known. */
export type TokenPrices = { readonly [Modality in keyof ModalityCounts]: number | null };

/** What a vendor asks for one model, or for several that cost the same. */
export interface Tariff {
  /** The names of the models. One that ends in `*` stands for every name that begins like it. */
  readonly models: readonly string[];
  /** Where the figures were read. */
  readonly source: string;
  /** When they were read there, as `YYYY-MM-DD`, or `YYYY-MM` where the day is not known. */
  readonly date: string;
  /** Input that the vendor had not seen before. */
  readonly input?: TokenPrices;
  /** Input that the vendor knew from an earlier response. Left out where there is no such price. */
  readonly cachedInput?: TokenPrices;
  /** Output, reasoning included. */
  readonly output?: TokenPrices;
  /** Money for one minute of what is billed by time: the connection, or audio that is written down. */
  readonly perMinute?: number;
  /** Money for one million characters. */
  readonly perMillionCharacters?: number;
  /** Money for one written message of the user. */
  readonly perMessage?: number;
  /** What the vendor bills apart and tells nothing about, in a few words for people; it is in no sum. */
  readonly excludes?: string;
}

/**
 * How a vendor counts. With it usage is estimated until the vendor reports, and for good where it never does. Fields about
 * tokens mean nothing where `unit` is `seconds`.
 */
export interface Metering {
  /** Whether responses are billed, by tokens, or the time for which the connection is open. */
  readonly unit: 'tokens' | 'seconds';
  /** A stretch in which nobody speaks costs only this share (0 to 1) of the time from so many milliseconds on. */
  readonly quiet?: { readonly afterMs: number; readonly share: number };
  /** How much of the user's audio makes a token, in milliseconds. */
  readonly inputMsPerToken?: number;
  /** How much of the agent's audio makes a token, in milliseconds, when it is made and in every later context. */
  readonly outputMsPerToken?: number;
  /** How many letters make a token of text. @default 4 */
  readonly lettersPerToken?: number;
  /** What every item of the conversation costs beside its content, in tokens. @default 0 */
  readonly tokensPerItem?: number;
  /** Tokens of one picture. @default 0 */
  readonly tokensPerImage?: number;
  /** Whether all audio that leaves is billed, silence included, or only the user's turns. @default false */
  readonly isSilenceCounted?: boolean;
  /** Whether the words of what the agent speaks count as text beside its audio. @default false */
  readonly areSpokenWordsCounted?: boolean;
  /** Whether input that begins like an earlier one is cheaper. @default false */
  readonly hasCache?: boolean;
}

/** Prices of a vendor. It is data that an app may replace or lay its own over: the first tariff that fits holds. */
export interface PriceTable {
  /** ISO 4217 code of all figures. */
  readonly currency: string;
  readonly tariffs: readonly Tariff[];
  readonly metering: Metering;
  /** The model where neither the vendor nor the configuration names one. */
  readonly defaultModel?: string;
  /** The model that writes the user's speech down where the configuration names none. */
  readonly defaultTranscriptionModel?: string;
}
