import type { Role } from '../../protocol/conversation-item.ts';
import { heardText } from '../transcript/heard-text.ts';
import type { SerializedConversation, SerializedEntry } from './serialized-conversation.ts';
import { writeCaptions } from './write-captions.ts';

/**
 * The form of an export: plain text, Markdown, the JSON that `session.restore` reads, or captions (WebVTT, SubRip) for a recording
 * of the sound that begins when the session is first live.
 */
export type ExportFormat = 'text' | 'markdown' | 'json' | 'vtt' | 'srt';

/** The options of an export for people. */
export interface ExportOptions {
  /** The names of those who speak. @default User, Agent and System */
  readonly names?: Partial<Readonly<Record<Role, string>>>;
  /** Whether each line begins with the time since the first row, as minutes and seconds. @default false */
  readonly times?: boolean;
}

const NAMES: Readonly<Record<Role, string>> = { user: 'User', agent: 'Agent', system: 'System' };

/**
 * Writes a conversation as text for people, as captions, or as JSON. Of an interrupted answer it has what the user heard.
 *
 * @example
 * const markdown = exportConversation(session.serialize(), 'markdown', { times: true });
 */
export function exportConversation(
  conversation: SerializedConversation,
  format: ExportFormat,
  { names, times = false }: ExportOptions = {},
): string {
  if (format === 'json') return `${JSON.stringify(conversation, null, 2)}\n`;
  const { entries } = conversation;
  if (format === 'vtt' || format === 'srt') return writeCaptions(entries, { ...NAMES, ...names }, format);
  const isMarkdown = format === 'markdown';
  const words = isMarkdown ? MARKDOWN : TEXT;
  const startMs = entries[0]?.createdAtMs ?? 0;
  const lines = entries.flatMap((entry) => {
    const line = writeEntry(entry, { ...NAMES, ...names }, words);
    if (line === null) return [];
    return times ? `${writeTime(entry.createdAtMs - startMs)} ${line}` : line;
  });
  return lines.length === 0 ? '' : `${lines.join(isMarkdown ? '\n\n' : '\n')}\n`;
}

interface Words {
  readonly plain: (text: string) => string;
  readonly name: (text: string) => string;
  readonly note: (text: string) => string;
  readonly code: (text: string) => string;
}

const TEXT: Words = {
  plain: (text) => text,
  name: (text) => `${text}:`,
  note: (text) => `[${text}]`,
  code: (text) => text,
};

const MARKDOWN: Words = {
  plain: (text) => text.replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`),
  name: (text) => `**${MARKDOWN.plain(text)}:**`,
  note: (text) => `*${MARKDOWN.plain(text)}*`,
  code: writeCode,
};

/** A fence that is longer than the longest run of backticks in the text. */
function writeCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${text.replaceAll(/\s+/g, ' ')}${space}${fence}`;
}

function writeEntry(
  entry: SerializedEntry,
  names: Readonly<Record<Role, string>>,
  { plain, name, note, code }: Words,
): string | null {
  switch (entry.kind) {
    case 'message': {
      const text = heardText(entry);
      if (text === '' && !entry.cut && entry.images.length === 0) return null;
      const notes = [...entry.images.map(() => 'image'), ...(entry.cut ? ['interrupted'] : [])];
      return [name(names[entry.role]), plain(text), ...notes.map(note)].filter(Boolean).join(' ');
    }
    case 'tool':
    case 'remote-tool': {
      const output = entry.output ?? entry.state;
      return `${note('Tool')} ${code(`${entry.name}(${entry.argumentsText})`)} → ${code(output)}`;
    }
    case 'approval':
      return note(`Approval of ${entry.name}: ${entry.state}`);
    case 'continuity':
      return note(`New connection: ${entry.memory}`);
  }
}

function writeTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
