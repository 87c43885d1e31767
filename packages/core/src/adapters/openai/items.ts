import type { ContentPart, ConversationItem, ItemStatus, MessageItem, Role } from '../../protocol/conversation-item.ts';
import type { ItemReference } from '../../protocol/response-options.ts';
import { list, object, string, stringOrNull } from './read.ts';
import type { Wire } from './read.ts';

const STATUS: Readonly<Record<string, ItemStatus>> = { in_progress: 'in-progress', incomplete: 'incomplete' };

/** Reads an item. Items of one response may be of kinds that are newer than this code: those keep their place. */
export function readItem(wire: Wire): ConversationItem {
  const id = string(wire['id']);
  const name = string(wire['name']);
  const argumentsText = string(wire['arguments']);
  const serverLabel = string(wire['server_label']);
  switch (wire['type']) {
    case 'message':
      return readMessage(id, wire);
    case 'function_call':
      return { type: 'tool-call', id, status: readStatus(wire), callId: string(wire['call_id'], id), name, argumentsText };
    case 'function_call_output':
      return { type: 'tool-output', id, callId: string(wire['call_id']), output: string(wire['output']) };
    case 'mcp_list_tools': {
      const tools = list(wire['tools']).map((tool) => ({
        name: string(object(tool)['name']),
        description: stringOrNull(object(tool)['description']),
      }));
      return { type: 'remote-tool-list', id, serverLabel, tools };
    }
    case 'mcp_call': {
      const error = wire['error'];
      return {
        type: 'remote-tool-call',
        id,
        serverLabel,
        name,
        argumentsText,
        output: stringOrNull(wire['output']),
        errorMessage: error ? string(object(error)['message'], 'The remote tool failed.') : null,
        approvalRequestId: stringOrNull(wire['approval_request_id']),
      };
    }
    case 'mcp_approval_request':
      return { type: 'approval-request', id, serverLabel, name, argumentsText };
    case 'mcp_approval_response':
      return {
        type: 'approval-response',
        id,
        approvalRequestId: string(wire['approval_request_id']),
        isApproved: wire['approve'] === true,
        reason: stringOrNull(wire['reason']),
      };
    default:
      return { type: 'unknown', id, wireType: string(wire['type']) };
  }
}

function readMessage(id: string, wire: Wire): MessageItem {
  const role: Role = wire['role'] === 'assistant' ? 'agent' : wire['role'] === 'system' ? 'system' : 'user';
  // `phase` is on the wire and in no type (gpt-realtime-2.1, recorded in summer 2026).
  const phase = wire['phase'];
  const stage = phase === 'commentary' ? 'commentary' : phase === 'final_answer' ? 'final-answer' : undefined;
  const content = list(wire['content']).flatMap((part) => readPart(object(part)) ?? []);
  return { type: 'message', id, role, status: readStatus(wire), content, ...(stage ? { stage } : {}) };
}

function readStatus(wire: Wire): ItemStatus {
  return STATUS[string(wire['status'])] ?? 'completed';
}

/** Reads a part of an item or of a response; the wire names them differently. */
export function readPart(wire: Wire): ContentPart | null {
  const kind = string(wire['type']);
  if (kind === 'input_image') return { type: 'image', url: string(wire['image_url']) };
  if (kind.endsWith('text')) return { type: 'text', text: string(wire['text']) };
  if (kind.endsWith('audio')) return { type: 'audio', transcript: stringOrNull(wire['transcript']) };
  return null;
}

/** Writes an item. The agent's speech cannot be put in from outside: its words go as text. */
export function writeItem(item: ConversationItem | ItemReference): Wire | null {
  switch (item.type) {
    case 'message': {
      const role = item.role === 'agent' ? 'assistant' : item.role;
      return { type: 'message', id: item.id, role, content: item.content.map((part) => writePart(part, role)) };
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
    default:
      return null;
  }
}

function writePart(part: ContentPart, role: string): Wire {
  if (part.type === 'image') {
    return { type: 'input_image', image_url: part.url, ...(part.detail ? { detail: part.detail } : {}) };
  }
  const text = part.type === 'text' ? part.text : (part.transcript ?? '');
  return { type: role === 'assistant' ? 'output_text' : 'input_text', text };
}
