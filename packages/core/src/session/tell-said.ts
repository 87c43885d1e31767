import type { ItemId } from '../protocol/conversation-item.ts';
import { entryOf } from './entries.ts';
import { seedItem } from './history-seed.ts';
import type { Step } from './step.ts';

/**
 * The agent did not make it, but it has been heard from its mouth: where a conversation's items are the client's to write,
 * the vendor is told as much of it as was heard.
 */
export function tellSaid(step: Step, itemId: ItemId): void {
  const { canSeedHistory, truncation } = step.machine.capabilities;
  const entry = entryOf(step.state.transcript, itemId);
  if (!step.isLive || !canSeedHistory || truncation !== 'client' || entry?.kind !== 'message') return;
  const item = seedItem(entry);
  if (item) step.send({ type: 'create-item', item });
}
