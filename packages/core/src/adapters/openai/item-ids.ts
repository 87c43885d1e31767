import type { ConversationItem } from '../../protocol/conversation-item.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import type { CodecState } from './codec-state.ts';

/**
 * The longest id that a client may choose, for items and calls (an old limit, not verified for the GA protocol). Ids of other
 * vendors and of saved conversations may be longer.
 */
const MAX_ID_LENGTH = 32;

/** Shortens an id to its end, in which ids of a vendor differ. */
export const shorten = (id: string): string => id.slice(-MAX_ID_LENGTH);

/** Returns the id by which the vendor knows an item, and remembers it where it is another one. */
export function toWireId({ longItemIds }: CodecState, id: string): string {
  if (id.length <= MAX_ID_LENGTH) return id;
  let wireId = shorten(id);
  for (let count = 1; (longItemIds.get(wireId) ?? id) !== id; count += 1)
    wireId = `${count}_${id.slice(-(MAX_ID_LENGTH - `${count}_`.length))}`;
  longItemIds.set(wireId, id);
  return wireId;
}

/** Gives an item the ids by which the vendor is to know it. A call and its output keep the same call id. */
export function withWireIds(state: CodecState, item: ConversationItem): ConversationItem {
  const id = toWireId(state, item.id);
  if (item.type === 'tool-call' || item.type === 'tool-output')
    return { ...item, id, callId: toWireId(state, item.callId) };
  return id === item.id ? item : { ...item, id };
}

/** Gives an event the session's own ids of items. */
export function withOwnIds({ longItemIds }: CodecState, event: ServerEvent): ServerEvent {
  if (longItemIds.size === 0) return event;
  const own = (id: string) => longItemIds.get(id) ?? id;
  return {
    ...event,
    ...('itemId' in event && event.itemId && { itemId: own(event.itemId) }),
    ...('previousItemId' in event && event.previousItemId && { previousItemId: own(event.previousItemId) }),
    ...('item' in event && { item: { ...event.item, id: own(event.item.id) } }),
  } as ServerEvent;
}
