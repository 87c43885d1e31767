import type { ContentPart, ConversationItem } from '../../protocol/conversation-item.ts';
import type { ItemReference } from '../../protocol/response-options.ts';
import { count, id, list, object, readRow, string, text } from './read.ts';
import type { FieldTable, Row } from './read.ts';
import { refused } from './refused.ts';
import type { WireItem, WireNewItem, WirePart } from './wire-types.ts';

/** The fields that events and items share, by their names on the wire. */
export const FIELDS = {
  item_id: ['itemId', id],
  response_id: ['responseId', id],
  call_id: ['callId', id],
  id: ['id', id],
  content_index: ['contentIndex', count],
  output_index: ['outputIndex', count],
  audio_start_ms: ['audioStartMs', count],
  audio_end_ms: ['audioEndMs', count],
  delta: ['delta', text],
  text: ['text', text],
  transcript: ['transcript', text],
  name: ['name', text],
  arguments: ['argumentsText', text],
  output: ['output', text],
  server_label: ['serverLabel', text],
  approval_request_id: ['approvalRequestId', text],
  reason: ['reason', text],
  approve: ['isApproved', (value: unknown) => value === true],
  tools: ['tools', (value: unknown) => list(value).map(readTool)],
  error: [
    'errorMessage',
    (value: unknown) => (value ? text(object<{ message: string }>(value).message) : null),
  ],
  role: ['role', (value: unknown) => (value === 'assistant' ? 'agent' : value === 'system' ? value : 'user')],
  content: ['content', (value: unknown) => list(value).flatMap((part) => readPart(part) ?? [])],
  status: [
    'status',
    (value: unknown) =>
      value === 'in_progress' ? 'in-progress' : value === 'incomplete' ? value : 'completed',
  ],
  phase: [
    'stage',
    (value: unknown) =>
      value === 'final_answer' ? 'final-answer' : value === 'commentary' ? value : undefined,
  ],
} as const satisfies FieldTable;

/** The kinds of items. The order of the fields is that of the items here. */
const ITEMS: Readonly<Record<string, Row<keyof WireItem & keyof typeof FIELDS>>> = {
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
  const row = Object.hasOwn(ITEMS, type) ? ITEMS[type] : undefined;
  if (!row) return string(wire.id, '') ? { type: 'unknown', id: text(wire.id), wireType: type } : undefined;
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

/**
 * Writes an item.
 *
 * @throws RealtimeError `invalid-config` for one that a client cannot create, or that has nothing in it.
 */
export function writeItem(item: ConversationItem | ItemReference): WireNewItem {
  switch (item.type) {
    case 'message': {
      const role = item.role === 'agent' ? 'assistant' : item.role;
      const content = item.content.flatMap((part) => writePart(part, role) ?? []);
      if (content.length > 0) return { type: 'message', id: item.id, role, content } as WireNewItem;
      break;
    }
    case 'item-reference':
      return { type: 'item_reference', id: item.id };
    case 'tool-call':
      return {
        type: 'function_call',
        id: item.id,
        call_id: item.callId,
        name: item.name,
        arguments: item.argumentsText,
      };
    case 'tool-output':
      return { type: 'function_call_output', id: item.id, call_id: item.callId, output: item.output };
    case 'approval-response': {
      const { approvalRequestId, isApproved, reason } = item;
      return {
        type: 'mcp_approval_response',
        id: item.id,
        approval_request_id: approvalRequestId,
        approve: isApproved,
        reason,
      };
    }
  }
  throw refused(`An item of the type ${item.type} cannot be put in, or has nothing in it`);
}

/** The agent's speech cannot be put in from outside: its words go as text, as do the user's where they are known. */
function writePart(part: ContentPart, role: 'user' | 'assistant' | 'system') {
  if (part.type === 'image') {
    return role === 'user' ? { type: 'input_image', image_url: part.url, detail: part.detail } : null;
  }
  const words = part.type === 'text' ? part.text : part.transcript;
  return words ? { type: role === 'assistant' ? 'output_text' : 'input_text', text: words } : null;
}
