import { RealtimeError } from '../../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import { validateJsonSchema } from '../../util/json-schema.ts';
import type { SchemaNode } from '../../util/json-schema.ts';
import type { MessageEntry, TranscriptEntry } from '../transcript/transcript.ts';
import { conversationSchema, messagesSchema } from './conversation-schema.ts';
import type { PlainMessage } from './history-options.ts';
import { CONVERSATION_VERSION } from './serialized-conversation.ts';
import type { SerializedConversation, SerializedEntry } from './serialized-conversation.ts';

/** A conversation as a session takes it. */
export interface RestoredConversation {
  readonly entries: readonly TranscriptEntry[];
  readonly connections: number;
  /** The time of saving, in milliseconds since 1970; `null` for plain messages. */
  readonly savedAtMs: number | null;
}

/**
 * Reads a saved conversation, or plain messages. Neither is trusted: a storage may hold anything.
 *
 * @throws RealtimeError `invalid-config` that names the place of what cannot be read.
 */
export function restoreConversation(saved: unknown, nowMs: number): RestoredConversation {
  if (Array.isArray(saved)) return restoreMessages(saved, nowMs);
  const { format, version } = (typeof saved === 'object' && saved !== null ? saved : {}) as {
    readonly format?: unknown;
    readonly version?: unknown;
  };
  if (format !== 'repartee-conversation')
    throw refuse(
      'format',
      'is not "repartee-conversation": this is no conversation that session.serialize() wrote',
    );
  if (version !== CONVERSATION_VERSION)
    throw refuse(
      'version',
      `is ${JSON.stringify(version)}, and this version of the kit reads ${CONVERSATION_VERSION}`,
    );
  check(conversationSchema, saved);
  const { entries, connections, savedAtMs } = saved as SerializedConversation;
  checkIds(entries);
  return { entries: entries.map(restoreEntry), connections, savedAtMs };
}

function restoreMessages(messages: readonly unknown[], nowMs: number): RestoredConversation {
  check(messagesSchema, messages);
  const entries = (messages as readonly PlainMessage[]).map(({ role, text }, at): MessageEntry => ({
    kind: 'message',
    id: `message_${at + 1}`,
    connection: 0,
    createdAtMs: nowMs,
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
  }));
  return { entries, connections: 0, savedAtMs: null };
}

function restoreEntry(entry: SerializedEntry): TranscriptEntry {
  if (entry.kind !== 'tool') return entry;
  const { error } = entry;
  return { ...entry, error: error && new RealtimeError(error.code as RealtimeErrorCode, error.message) };
}

function check(schema: SchemaNode, value: unknown): void {
  const [issue] = validateJsonSchema(schema, value);
  if (issue) throw refuse(writePath(issue.path), issue.message);
}

function checkIds(entries: readonly SerializedEntry[]): void {
  const seen = new Set<string>();
  for (const [at, { id }] of entries.entries()) {
    if (seen.has(id)) throw refuse(`entries[${at}].id`, `is the id of an earlier entry, "${id}"`);
    seen.add(id);
  }
}

function writePath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (whole, part) =>
      typeof part === 'number' ? `${whole}[${part}]` : whole === '' ? part : `${whole}.${part}`,
    '',
  );
}

function refuse(path: string, message: string): RealtimeError {
  return new RealtimeError(
    'invalid-config',
    `The saved conversation cannot be read: ${path || 'it'} ${message}. Remove it from the storage, or begin without it.`,
  );
}
