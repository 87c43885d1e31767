import type { ItemId } from '../protocol/conversation-item.ts';
import type { Step } from './step.ts';
import { entryOf } from './transcript/transcript.ts';
import { seedEntry } from './history/seed-entry.ts';

/** The number of items of the app's own speech that are remembered, to remove them at the vendor with their rows. */
const MAX_APP_SPEECH = 256;

/**
 * Adds what was heard of the app's own speech to the vendor's conversation, where the client may write items: the vendor
 * did not generate it, but the user heard it from the agent.
 */
export function addAppSpeechAtVendor(step: Step, itemId: ItemId): void {
  const { canSeedHistory, truncation } = step.state.vendor.capabilities;
  const entry = entryOf(step.public.transcript, itemId);
  if (!step.isLive || !canSeedHistory || truncation !== 'client' || entry?.kind !== 'message') return;
  const seed = seedEntry(entry, { hasToolCalls: false, hasImages: false });
  if (seed === null || seed === 'unknown') return;
  for (const item of seed.items) step.send({ type: 'create-item', item });
  const { appSpeechAtVendor } = step.state.order;
  const itemIds = [...appSpeechAtVendor, itemId].slice(-MAX_APP_SPEECH);
  step.update('order', { appSpeechAtVendor: new Set(itemIds) });
}

/** Tells what was heard of an item of an earlier connection, where the vendor has been told, or will be, what was before. */
export function tellKept(step: Step, itemId: ItemId): void {
  const { history, loss, vendor } = step.state;
  const entry = entryOf(step.public.transcript, itemId);
  const isPlanned = step.isLive ? loss.isReseeded : history.seed !== null;
  if (!isPlanned || vendor.capabilities.canSeedHistory !== 'items' || entry?.kind !== 'message') return;
  const seed = seedEntry(entry, { hasToolCalls: false, hasImages: false });
  if (seed === null || seed === 'unknown') return;
  for (const item of seed.items) step.send({ type: 'create-item', item });
}
