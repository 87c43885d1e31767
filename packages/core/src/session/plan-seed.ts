import type { ItemId } from '../protocol/conversation-item.ts';
import type { LostMemory } from './transcript/continuity.ts';
import type { InternalState } from './internal-state.ts';
import { listEntries } from './transcript/transcript.ts';
import type { TranscriptEntry } from './transcript/transcript.ts';
import type { Seed } from './history/history-state.ts';
import { seedEntry } from './history/seed-entry.ts';
import { selectSeeds } from './history/select-seeds.ts';
import type { Selection } from './history/select-seeds.ts';
import { writeAsText, writeItems } from './history/write-seeds.ts';

/** The connection that a seed is planned for, and the entries that the seed leaves out. */
export interface SeedRequest {
  /** The number of the connection that is to be told. */
  readonly connection: number;
  /** The entries that it has been told already: only the rest is written, without notes. @default none */
  readonly toldIds?: ReadonlySet<ItemId>;
  /** Entries that it is told in another way. @default none */
  readonly skippedIds?: ReadonlySet<ItemId>;
}

const NONE: ReadonlySet<ItemId> = new Set();

/**
 * Plans what a new connection is told of the conversation so far; `null` where there is nothing to tell. Entries whose audio is
 * still heard, and messages that wait in the queue, are not told: they reach the connection by themselves.
 */
export function planSeed(state: InternalState, request: SeedRequest): Seed | null {
  const { connection, toldIds = NONE } = request;
  const { history, vendor } = state;
  const { capabilities } = vendor;
  const entries = tellable(state, request);
  const isFirst = toldIds.size === 0;
  if (capabilities.canSeedHistory === false || (!isFirst && capabilities.canSeedHistory === 'opening')) {
    return createSeed([], toldIds, loseEntries(entries.filter(isKnowledge), 'unsupported'));
  }
  const selection = selectSeeds(entries, history.policy, capabilities);
  const { seeds, leftOut } = selection;
  const summary =
    isFirst && leftOut.length > 0 && history.summary?.lastId === leftOut.at(-1)?.id ? history.summary : null;
  const lost = listLost(state, selection, summary !== null);
  const written = seeds.flatMap(({ items }) => items);
  if (written.length === 0 && summary === null) return createSeed([], toldIds, lost);
  const reason = vendor.hasBeenLive ? 'renewed' : 'continued';
  const seeding = { reason, connection, items: written, summary: summary?.text ?? null } as const;
  const items =
    capabilities.canSeedHistory !== 'items'
      ? [writeAsText(seeding)]
      : isFirst
        ? writeItems(seeding)
        : written;
  return createSeed(items, new Set([...toldIds, ...seeds.map(({ id }) => id)]), lost);
}

function createSeed(items: Seed['items'], toldIds: Seed['toldIds'], lost: Seed['lost']): Seed | null {
  return items.length > 0 || lost.length > 0 ? { items, toldIds, lost } : null;
}

/** The entries that a summary would stand for; none where the limits leave nothing out. */
export function entriesToSummarize(state: InternalState): readonly TranscriptEntry[] {
  const { history, vendor } = state;
  if (!history.canSummarize || vendor.capabilities.canSeedHistory === false) return [];
  const entries = tellable(state, { connection: state.public.connection });
  return selectSeeds(entries, history.policy, vendor.capabilities).leftOut;
}

function tellable(
  state: InternalState,
  { toldIds = NONE, skippedIds = NONE }: SeedRequest,
): readonly TranscriptEntry[] {
  const skipped = new Set<ItemId>([...toldIds, ...skippedIds, ...state.playback.playouts.keys()]);
  for (const command of state.vendor.queue) if (command.type === 'create-item') skipped.add(command.item.id);
  return listEntries(state.public.transcript).filter(({ id }) => !skipped.has(id));
}

/** Whether the agent knew something of an entry. */
function isKnowledge(entry: TranscriptEntry): boolean {
  return seedEntry(entry, { hasToolCalls: false, hasImages: false }) !== null;
}

function listLost(
  { history }: InternalState,
  { seeds, leftOut, unknownIds }: Selection,
  isSummarized: boolean,
): readonly LostMemory[] {
  const imageIds = seeds.flatMap(({ id, hasDroppedImages }) => (hasDroppedImages ? [id] : []));
  const { summaryFailure } = history;
  return [
    ...loseEntries(leftOut, isSummarized ? 'summarized' : 'over-limit'),
    ...(unknownIds.length > 0
      ? [{ what: 'entries', itemIds: unknownIds, reason: 'unsupported' } as const]
      : []),
    ...(imageIds.length > 0 ? [{ what: 'images', itemIds: imageIds } as const] : []),
    ...(summaryFailure !== null ? [{ what: 'summary', message: summaryFailure } as const] : []),
  ];
}

function loseEntries(
  entries: readonly TranscriptEntry[],
  reason: 'over-limit' | 'unsupported' | 'summarized',
): readonly LostMemory[] {
  return entries.length > 0 ? [{ what: 'entries', itemIds: entries.map(({ id }) => id), reason }] : [];
}
