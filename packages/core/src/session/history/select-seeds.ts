import type { Capabilities } from '../../protocol/capabilities.ts';
import type { ItemId } from '../../protocol/conversation-item.ts';
import type { TranscriptEntry } from '../transcript/transcript.ts';
import { seedableKinds, seedEntry } from './seed-entry.ts';
import type { SeedEntry } from './seed-entry.ts';
import type { SeedPolicy } from './seed-policy.ts';

/** The entries that a new connection is told, and those that it is not. */
export interface Selection {
  /** Oldest first. */
  readonly seeds: readonly SeedEntry[];
  /** Older entries beyond the limits, oldest first. */
  readonly leftOut: readonly TranscriptEntry[];
  /** Entries that no vendor could be told: speech without a transcript. */
  readonly unknownIds: readonly ItemId[];
}

/**
 * Selects the newest entries that fit the limits. Nothing is left out in the middle: the agent would take what stands beside
 * a hole for an answer.
 */
export function selectSeeds(
  entries: readonly TranscriptEntry[],
  policy: SeedPolicy,
  capabilities: Capabilities,
): Selection {
  const { hasToolCalls, canHaveImages } = seedableKinds(capabilities);
  const seeds: SeedEntry[] = [];
  const unknownIds: ItemId[] = [];
  let tokens = 0;
  let hasImage = false;
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const entry = entries[at] as TranscriptEntry;
    const isImageKept = policy.images === 'keep' || (policy.images === 'last' && !hasImage);
    const seed = seedEntry(entry, { hasToolCalls, hasImages: canHaveImages && isImageKept });
    if (seed === 'unknown') unknownIds.push(entry.id);
    if (seed === null || seed === 'unknown') continue;
    tokens += seed.tokens;
    if (seeds.length === policy.maxItems || tokens > policy.maxTokens) {
      return {
        seeds: seeds.toReversed(),
        leftOut: listRest(entries, at),
        unknownIds: unknownIds.toReversed(),
      };
    }
    hasImage ||= entry.kind === 'message' && entry.images.length > 0;
    seeds.push(seed);
  }
  return { seeds: seeds.toReversed(), leftOut: [], unknownIds: unknownIds.toReversed() };
}

/** The entries up to a place that the agent knew something of. */
function listRest(entries: readonly TranscriptEntry[], last: number): readonly TranscriptEntry[] {
  const form = { hasToolCalls: false, hasImages: false };
  return entries.slice(0, last + 1).filter((entry) => seedEntry(entry, form) !== null);
}
