import type { TranscriptEntry } from '../transcript/transcript.ts';
import { CONVERSATION_VERSION } from './serialized-conversation.ts';
import type { SerializedConversation, SerializedEntry, SerializeOptions } from './serialized-conversation.ts';

interface Conversation {
  /** The rows, oldest first. None is open. */
  readonly entries: readonly TranscriptEntry[];
  readonly connections: number;
  readonly savedAtMs: number;
}

/** Writes a conversation as plain data. */
export function serializeConversation(
  { entries, connections, savedAtMs }: Conversation,
  { images = 'drop' }: SerializeOptions = {},
): SerializedConversation {
  return {
    format: 'repartee-conversation',
    version: CONVERSATION_VERSION,
    savedAtMs,
    connections,
    entries: entries.map((entry) => serializeEntry(entry, images === 'keep')),
  };
}

function serializeEntry(entry: TranscriptEntry, areImagesKept: boolean): SerializedEntry {
  if (entry.kind === 'message') return areImagesKept ? entry : { ...entry, images: [] };
  if (entry.kind !== 'tool') return entry;
  // The cause and what came over the wire stay here: they may hold anything.
  return { ...entry, error: entry.error && { code: entry.error.code, message: entry.error.message } };
}
