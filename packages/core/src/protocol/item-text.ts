import type { ConversationItem } from './conversation-item.ts';

/** Joins the texts of messages, one line each. Other items, speech without a transcript and images have none. */
export function textOfItems(items: readonly ConversationItem[]): string {
  return items
    .flatMap((item) => (item.type === 'message' ? item.content : []))
    .flatMap((part) => {
      const text = part.type === 'text' ? part.text : part.type === 'audio' ? part.transcript : null;
      return text ? [text] : [];
    })
    .join('\n');
}
