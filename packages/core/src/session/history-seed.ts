import type { MessageItem } from '../protocol/conversation-item.ts';
import { listEntries } from './entries.ts';
import type { MessageEntry, Transcript } from './transcript.ts';

/** How many messages a new connection is told of. Older ones would cost tokens on every answer. */
const MAX_SEEDED = 40;

/**
 * Lists what a new connection must be told so that the talk can go on: the last messages as text, and of the agent's
 * only what was heard.
 */
export function seedItems(transcript: Transcript): readonly MessageItem[] {
  return listEntries(transcript)
    .filter((entry): entry is MessageEntry => entry.kind === 'message' && heardText(entry) !== '')
    .slice(-MAX_SEEDED)
    .map((entry) => ({
      type: 'message',
      id: entry.id,
      role: entry.role,
      status: 'completed',
      content: [{ type: 'text', text: heardText(entry) }],
    }));
}

/**
 * Tells the words of an entry that were heard: all of them, or of an answer that was cut those that the vendor says, and
 * else as many as fit into the heard share of its audio, whole words only.
 */
export function heardText(entry: MessageEntry): string {
  if (entry.cut?.heardText !== undefined) return entry.cut.heardText;
  if (!entry.cut || entry.modality === 'text' || entry.receivedMs === 0) return entry.cut ? '' : entry.text;
  const share = Math.min(1, entry.cut.heardMs / entry.receivedMs);
  const words = entry.text.split(/(?<=\s)/);
  return words
    .slice(0, Math.floor(words.length * share))
    .join('')
    .trimEnd();
}
