/** Counts by modality. A field that the vendor did not report is 0. */
export interface ModalityCounts {
  readonly text: number;
  readonly audio: number;
  readonly image: number;
}

/**
 * The usage of one response or one transcription, as the vendor reports it. Cached counts are a part of the input counts and
 * reasoning is a part of the output's text: neither may be added again.
 */
export type UsageRecord =
  | {
      readonly unit: 'tokens';
      readonly input: ModalityCounts;
      readonly cachedInput: ModalityCounts;
      readonly output: ModalityCounts;
      readonly reasoning: number;
      readonly total: number;
    }
  | { readonly unit: 'seconds'; readonly seconds: number }
  | { readonly unit: 'characters'; readonly characters: number };

/** One of the vendor's rate limits as last reported. */
export interface RateLimit {
  readonly name: string;
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Milliseconds until the limit is full again. */
  readonly resetMs: number | null;
}
