import type { ModalityCounts } from './usage-record.ts';

/** Money for one million tokens of each modality; `null` where no price is known. */
export type TokenPrices = { readonly [Modality in keyof ModalityCounts]: number | null };

/** The prices of one model, or of several with the same prices. */
export interface Tariff {
  /** The names of the models. One that ends in `*` stands for every name that begins like it. */
  readonly models: readonly string[];
  /** The page that the figures were read on. */
  readonly source: string;
  /** The date on which they were read, as `YYYY-MM-DD`, or `YYYY-MM` where the day is not known. */
  readonly date: string;
  /** Input that the vendor had not seen before. */
  readonly input?: TokenPrices;
  /** Cached input, known from an earlier response. Left out where the vendor has no such price. */
  readonly cachedInput?: TokenPrices;
  /** Output, reasoning included. */
  readonly output?: TokenPrices;
  /** Money for one minute of what is billed by time: the connection, or audio that is written down. */
  readonly perMinute?: number;
  /** Money for one million characters. */
  readonly perMillionCharacters?: number;
  /** Money for one written message of the user. */
  readonly perMessage?: number;
  /** Costs that the vendor bills separately and does not report, in a few words. No sum includes them. */
  readonly excludes?: string;
}

/**
 * The vendor's rules of counting. Usage is estimated by them until the vendor reports it. Fields about tokens have no meaning
 * where `unit` is `seconds`.
 */
export interface Metering {
  /** Whether responses are billed, by tokens, or the time for which the connection is open. */
  readonly unit: 'tokens' | 'seconds';
  /** Silence costs this share (0 to 1) of its time, from so many milliseconds on. */
  readonly quiet?: { readonly afterMs: number; readonly share: number };
  /** The user's audio for one token, in milliseconds. */
  readonly inputMsPerToken?: number;
  /** The agent's audio for one token, in milliseconds, as output and in every later context. */
  readonly outputMsPerToken?: number;
  /** The letters of one token of text. @default 4 */
  readonly lettersPerToken?: number;
  /** The cost of an item beside its content, in tokens. @default 0 */
  readonly tokensPerItem?: number;
  /** Tokens of one picture. @default 0 */
  readonly tokensPerImage?: number;
  /** Whether all audio that leaves is billed, silence included, or only the user's turns. @default false */
  readonly countSilence?: boolean;
  /** Whether the words of what the agent speaks count as text beside its audio. @default false */
  readonly countSpokenWords?: boolean;
  /** Whether input that begins like an earlier one is cheaper. @default false */
  readonly cache?: boolean;
}

/** Prices of a vendor. It is data that an app may replace or lay its own over: the first tariff that fits holds. */
export interface PriceTable {
  /** ISO 4217 code of all figures. */
  readonly currency: string;
  /** The prices by model. The first tariff that names the model holds; without one, its usage has no price. */
  readonly tariffs: readonly Tariff[];
  /** The rules by which usage is estimated until the vendor reports it. */
  readonly metering: Metering;
  /** The model where neither the vendor nor the configuration names one. */
  readonly defaultModel?: string;
  /** The model that writes the user's speech down where the configuration names none. */
  readonly defaultTranscriptionModel?: string;
}
