import type { ItemId, SessionState } from '@repartee/core';
import { entryOf } from '@repartee/hooks';

/** The number of entries that are searched for a message. Before it there may be many tool calls. */
const REACH = 20;

/**
 * Finds the message that captions show: the one that is audible now, else the newest spoken one with words. An answer that waits
 * to be played has not been heard, so it is not shown yet.
 */
export function captionOf({ speakingItemId, transcript }: SessionState): ItemId | null {
  if (speakingItemId !== null && entryOf(transcript, speakingItemId)?.kind === 'message')
    return speakingItemId;
  return (
    transcript.order.slice(-REACH).findLast((id) => {
      const entry = entryOf(transcript, id);
      if (entry?.kind !== 'message' || entry.modality !== 'audio' || entry.text === '') return false;
      if (entry.role === 'user') return true;
      return entry.state !== 'streaming' && (entry.heardMs > 0 || entry.cut !== null);
    }) ?? null
  );
}
