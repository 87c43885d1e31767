import type { ContentPart, ConversationItem } from '../../protocol/conversation-item.ts';
import type { ItemReference } from '../../protocol/response-options.ts';
import { entryOf, list, nameOf, object, oneOf, readRow, string, text } from './read.ts';
import type { FieldTable, Row } from './read.ts';
import { refused } from './refused.ts';
import type { WireItem, WireNewItem, WirePart } from './wire-types.ts';

/** The fields of events and items that are called differently here, or that are neither ids, counts nor text. */
export const FIELDS = {
  arguments: ['argumentsText'],
  approve: ['isApproved', (value) => value === true],
  tools: ['tools', (value) => list(value).map(readTool)],
  error: ['errorMessage', (value) => (value ? text(object<{ message: string }>(value).message) : null)],
  role: ['role', (value) => (value === 'assistant' ? 'agent' : oneOf(['system'], value, 'user'))],
  content: ['content', (value) => list(value).flatMap((part) => readPart(part) ?? [])],
  status: ['status', (value) => oneOf(['in-progress', 'incomplete'], value, 'completed')],
  phase: ['stage', (value) => oneOf(['commentary', 'final-answer'], value, undefined)],
} as const satisfies FieldTable;

/** The kinds of items. The order of the fields is that of the items here. */
const ITEMS: Readonly<Record<string, Row<keyof WireItem>>> = {
  message: ['message', 'id', 'role', 'status', 'content', 'phase~'],
  function_call: ['tool-call', 'id', 'status', 'call_id', 'name', 'arguments'],
  function_call_output: ['tool-output', 'id', 'call_id', 'output'],
  mcp_list_tools: ['remote-tool-list', 'id', 'server_label', 'tools'],
  mcp_call: [
    'remote-tool-call',
    'id',
    'server_label',
    'name',
    'arguments',
    'output?',
    'error',
    'approval_request_id?',
  ],
  mcp_approval_request: ['approval-request', 'id', 'server_label', 'name', 'arguments'],
  mcp_approval_response: ['approval-response', 'id', 'approval_request_id', 'approve', 'reason?'],
};

function readTool(value: unknown) {
  const wire = object<{ name: string; description: string }>(value);
  return { name: text(wire.name), description: string(wire.description, null) };
}

/**
 * Reads an item, or `undefined` for one without the ids that it needs. Items may be of kinds that are newer than this
 * code: those keep their place.
 */
export function readItem(value: unknown): ConversationItem | undefined {
  const wire = object<WireItem>(value);
  const type = text(wire.type);
  const row = entryOf(ITEMS, type);
  if (!row) return text(wire.id) ? { type: 'unknown', id: text(wire.id), wireType: type } : undefined;
  const item = readRow(wire, row, FIELDS);
  return typeof item === 'string' ? undefined : (item as ConversationItem);
}

/** Reads a part of an item or of a response, which the wire names differently; `undefined` for one of a newer kind. */
export function readPart(value: unknown): ContentPart | undefined {
  const wire = object<WirePart>(value);
  const kind = text(wire.type);
  if (kind === 'input_image') return { type: 'image', url: text(wire.image_url) };
  if (kind.endsWith('text')) return { type: 'text', text: text(wire.text) };
  return kind.endsWith('audio') ? { type: 'audio', transcript: string(wire.transcript, null) } : undefined;
}

/** What a client may create beside messages: the kind on the wire, then its fields. */
const WRITTEN: Readonly<Record<string, readonly [kind: string, ...fields: string[]]>> = {
  'item-reference': ['item_reference', 'id'],
  'tool-call': ['function_call', 'id', 'call_id', 'name', 'arguments'],
  'tool-output': ['function_call_output', 'id', 'call_id', 'output'],
  'approval-response': ['mcp_approval_response', 'id', 'approval_request_id', 'approve', 'reason'],
};

/**
 * Writes an item.
 *
 * @throws RealtimeError `invalid-config` for one that a client cannot create, or that has nothing in it.
 */
export function writeItem(item: ConversationItem | ItemReference): WireNewItem {
  const { type, id: itemId } = item;
  if (type === 'message') {
    const role = item.role === 'agent' ? 'assistant' : item.role;
    const content = item.content.flatMap((part) => writePart(part, role) ?? []);
    if (content.length > 0) return { type, id: itemId, role, content } as WireNewItem;
  }
  const written = entryOf(WRITTEN, type);
  if (!written) throw refused(`A ${type} cannot be put in, or has nothing in it.`);
  const [kind, ...fields] = written;
  const values = fields.map((field) => [field, item[nameOf(field, FIELDS) as 'id']]);
  return { type: kind, ...Object.fromEntries(values) } as WireNewItem;
}

/** The agent's speech cannot be put in from outside: its words go as text, as do the user's where they are known. */
function writePart(part: ContentPart, role: 'user' | 'assistant' | 'system') {
  if (part.type === 'image') {
    return role === 'user' ? { type: 'input_image', image_url: part.url, detail: part.detail } : null;
  }
  const words = part.type === 'text' ? part.text : part.transcript;
  return words ? { type: role === 'assistant' ? 'output_text' : 'input_text', text: words } : null;
}
