import type { MessageItem } from '../protocol/conversation-item.ts';
import { splitEntry } from './barge-in/split-at-heard.ts';
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
    .flatMap((entry) => (entry.kind === 'message' && seedItem(entry)) || [])
    .slice(-MAX_SEEDED);
}

/** What the vendor is told of one message; `null` where nobody heard anything. */
export function seedItem(entry: MessageEntry): MessageItem | null {
  const text = heardText(entry);
  // What is yet to be said has not been heard.
  if (text === '' || entry.state === 'streaming') return null;
  const { id, role } = entry;
  return { type: 'message', id, role, status: 'completed', content: [{ type: 'text', text }] };
}

/**
 * The words of an entry that were heard: all of them, or of an answer that was cut those that the vendor says, and else
 * those before the cut. Where the vendor does not say when words sound it is an estimate along the audio.
 */
export function heardText(entry: MessageEntry): string {
  return entry.cut?.heardText ?? splitEntry(entry).heardText.trimEnd();
}

/** The words of an answer that was cut that nobody heard; empty where none are. */
export function unheardText(entry: MessageEntry): string {
  return splitEntry(entry).unheardText.trimStart();
}
