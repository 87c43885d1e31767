import type { ConversationItem, MessageItem } from '../../protocol/conversation-item.ts';
import { createNote } from './seed-entry.ts';

/** The reason to tell an earlier conversation. */
export type SeedReason = 'renewed' | 'continued';

/** The note that comes before the conversation. Without it, agents that begin the conversation begin it again. */
const NOTES: Readonly<Record<SeedReason, string>> = {
  renewed:
    'The connection of this conversation was renewed. The conversation so far follows. Continue where it stopped: do not ' +
    'greet the user again, and do not mention the connection.',
  continued:
    'This conversation continues an earlier one with the same user, which follows. Continue where it stopped: do not ' +
    'introduce yourself again.',
};

/** A longer summary would take the place of the conversation, in characters. */
const MAX_SUMMARY = 8_000;

interface Seeding {
  readonly reason: SeedReason;
  /** The number of the connection, for the ids of notes. */
  readonly connection: number;
  readonly items: readonly ConversationItem[];
  readonly summary: string | null;
}

/** Puts the notes in front of the conversation. */
export function writeItems({ reason, connection, items, summary }: Seeding): readonly ConversationItem[] {
  const notes = [createNote(`note_${connection}`, NOTES[reason])];
  if (summary !== null) notes.push(createNote(`summary_${connection}`, describeSummary(summary)));
  return [...notes, ...items];
}

/** Writes everything as one text, for vendors that take no items. */
export function writeAsText(seeding: Seeding): MessageItem {
  const lines = writeItems(seeding).map(writeLine);
  return createNote(`note_${seeding.connection}`, lines.join('\n'));
}

function describeSummary(summary: string): string {
  return `Summary of the conversation before that: ${summary.slice(0, MAX_SUMMARY)}`;
}

const ROLES = { user: 'User: ', agent: 'Agent: ', system: '' } as const;

function writeLine(item: ConversationItem): string {
  if (item.type !== 'message') return '';
  return ROLES[item.role] + item.content.map((part) => (part.type === 'text' ? part.text : '')).join(' ');
}
