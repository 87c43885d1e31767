import type { HistoryOptions } from './history-options.ts';

/** `HistoryOptions` with their defaults. */
export type SeedPolicy = Required<Pick<HistoryOptions, 'maxItems' | 'maxTokens' | 'images'>>;

/** Fills in the defaults of the policy. */
export function createSeedPolicy({ maxItems, maxTokens, images }: HistoryOptions = {}): SeedPolicy {
  return { maxItems: maxItems ?? 100, maxTokens: maxTokens ?? 8_000, images: images ?? 'last' };
}
