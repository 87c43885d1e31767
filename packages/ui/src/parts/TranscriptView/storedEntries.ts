import type { MessageEntry, PlainMessage, SerializedConversation, TranscriptEntry } from '@repartee/core';

/** A conversation that is over: what `session.serialize()` returned, entries, or plain messages, oldest first. */
export type StoredConversation =
  | SerializedConversation
  | readonly TranscriptEntry[]
  | readonly PlainMessage[];

/** The entries of a stored conversation. */
export function entriesOf(conversation: StoredConversation): readonly TranscriptEntry[] {
  // The error of a stored call has a code and a message, which is all that the rows show of it.
  const stored =
    'format' in conversation ? (conversation.entries as readonly TranscriptEntry[]) : conversation;
  return stored.map((entry, at) => ('kind' in entry ? entry : entryOfMessage(entry, at)));
}

function entryOfMessage({ role, text }: PlainMessage, at: number): MessageEntry {
  return {
    kind: 'message',
    id: `message_${at + 1}`,
    connection: 0,
    createdAtMs: 0,
    audioStartMs: null,
    role,
    modality: 'text',
    text,
    images: [],
    state: 'done',
    stage: null,
    responseId: null,
    receivedMs: 0,
    heardMs: 0,
    cut: null,
  };
}

/** Everything that can be read in the row of an entry. */
export function searchableText(entry: TranscriptEntry): string {
  switch (entry.kind) {
    case 'message':
      return entry.text;
    case 'tool':
    case 'remote-tool':
      return `${entry.name} ${entry.argumentsText} ${entry.output ?? ''}`;
    case 'approval':
      return `${entry.name} ${entry.argumentsText}`;
    case 'continuity':
      return '';
  }
}
