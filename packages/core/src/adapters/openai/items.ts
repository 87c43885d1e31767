import type {
  ContentPart,
  ConversationItem,
  ItemStatus,
  MessageItem,
  Role,
} from '../../protocol/conversation-item.ts';
import type { ItemReference } from '../../protocol/response-options.ts';
import { configError } from '../../util/config-error.ts';
import {
  readEach,
  readIdOr,
  readList,
  readObject,
  readText,
  readTextOr,
  UnreadableFrame,
} from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import type { WireItem, WireNewItem, WirePart, WireUserPart } from './wire-types.ts';

/** Reads an item that an event consists of. @throws UnreadableFrame */
export function requireItem(value: unknown): ConversationItem {
  const item = readItem(value);
  if (!item) throw new UnreadableFrame('without item');
  return item;
}

/**
 * Reads an item; `undefined` for one without the ids that it needs. An item of a kind that is newer than this code keeps
 * its place in the conversation.
 */
export function readItem(value: unknown): ConversationItem | undefined {
  const wire = readObject<WireItem>(value);
  const id = readText(wire.id);
  if (!id) return undefined;
  const type = readText(wire.type);
  switch (type) {
    case 'message':
      return readMessage(id, wire);
    case 'function_call':
    case 'function_call_output':
      return readCallItem(id, type, wire);
    case 'mcp_list_tools':
      return {
        type: 'remote-tool-list',
        id,
        serverLabel: readText(wire.server_label),
        tools: readTools(wire.tools),
      };
    case 'mcp_call':
      return readRemoteCall(id, wire);
    case 'mcp_approval_request':
      return { type: 'approval-request', id, ...readCalled(wire) };
    case 'mcp_approval_response':
      return readApproval(id, wire);
    default:
      return { type: 'unknown', id, wireType: type };
  }
}

function readMessage(id: string, wire: Untrusted<WireItem>): MessageItem {
  const stage = readStage(wire.phase);
  return {
    type: 'message',
    id,
    role: readRole(wire.role),
    status: readStatus(wire.status),
    content: readEach(wire.content, readPart),
    ...(stage && { stage }),
  };
}

function readRole(value: unknown): Role {
  if (value === 'assistant') return 'agent';
  return value === 'system' ? 'system' : 'user';
}

function readStatus(value: unknown): ItemStatus {
  if (value === 'in_progress') return 'in-progress';
  return value === 'incomplete' ? 'incomplete' : 'completed';
}

function readStage(value: unknown): MessageItem['stage'] {
  if (value === 'commentary') return 'commentary';
  return value === 'final_answer' ? 'final-answer' : undefined;
}

/** Reads a part of an item or of a response, which name the kinds differently; `undefined` for one of a newer kind. */
export function readPart(value: unknown): ContentPart | undefined {
  const wire = readObject<WirePart>(value);
  switch (wire.type) {
    case 'input_image':
      return { type: 'image', url: readText(wire.image_url) };
    case 'text':
    case 'input_text':
    case 'output_text':
      return { type: 'text', text: readText(wire.text) };
    case 'audio':
    case 'input_audio':
    case 'output_audio':
      return { type: 'audio', transcript: readTextOr(wire.transcript, null) };
    default:
      return undefined;
  }
}

function readCallItem(
  id: string,
  type: 'function_call' | 'function_call_output',
  wire: Untrusted<WireItem>,
): ConversationItem | undefined {
  const callId = readText(wire.call_id);
  if (!callId) return undefined;
  if (type === 'function_call_output')
    return { type: 'tool-output', id, callId, output: readText(wire.output) };
  const [name, argumentsText] = [readText(wire.name), readText(wire.arguments)];
  return { type: 'tool-call', id, status: readStatus(wire.status), callId, name, argumentsText };
}

function readCalled(wire: Untrusted<WireItem>) {
  return {
    serverLabel: readText(wire.server_label),
    name: readText(wire.name),
    argumentsText: readText(wire.arguments),
  };
}

function readRemoteCall(id: string, wire: Untrusted<WireItem>): ConversationItem {
  return {
    type: 'remote-tool-call',
    id,
    ...readCalled(wire),
    output: readTextOr(wire.output, null),
    errorMessage: wire.error ? readText(readObject<{ message: string }>(wire.error).message) : null,
    approvalRequestId: readIdOr(wire.approval_request_id, null),
  };
}

function readApproval(id: string, wire: Untrusted<WireItem>): ConversationItem | undefined {
  const approvalRequestId = readText(wire.approval_request_id);
  if (!approvalRequestId) return undefined;
  const reason = readTextOr(wire.reason, null);
  return { type: 'approval-response', id, approvalRequestId, isApproved: wire.approve === true, reason };
}

function readTools(value: unknown) {
  return readList(value).map((entry) => {
    const wire = readObject<{ name: string; description: string }>(entry);
    return { name: readText(wire.name), description: readTextOr(wire.description, null) };
  });
}

/**
 * Writes an item.
 *
 * @throws RealtimeError `invalid-config` for an item that a client cannot create, or that has no content.
 */
export function writeItem(item: ConversationItem | ItemReference): WireNewItem {
  switch (item.type) {
    case 'message':
      return writeMessage(item);
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
    case 'approval-response':
      return {
        type: 'mcp_approval_response',
        id: item.id,
        approval_request_id: item.approvalRequestId,
        approve: item.isApproved,
        reason: item.reason,
      };
    default:
      throw configError('openai', `A client cannot create an item of type ${item.type}.`);
  }
}

/** The agent's speech cannot be created by a client. Its words go as text, as do the user's where they are known. */
function writeMessage({ id, role, content }: MessageItem): WireNewItem {
  const type = 'message';
  const message: WireNewItem =
    role === 'agent'
      ? { type, id, role: 'assistant', content: content.flatMap((part) => writeWords('output_text', part)) }
      : role === 'system'
        ? { type, id, role, content: content.flatMap((part) => writeWords('input_text', part)) }
        : { type, id, role, content: content.flatMap(writeUserPart) };
  if (message.content.length > 0) return message;
  throw configError('openai', `The message ${id} has nothing that can be sent.`);
}

function writeWords<Type extends 'input_text' | 'output_text'>(type: Type, part: ContentPart) {
  const text = part.type === 'text' ? part.text : part.type === 'audio' ? part.transcript : null;
  return text ? [{ type, text }] : [];
}

function writeUserPart(part: ContentPart): WireUserPart[] {
  if (part.type !== 'image') return writeWords('input_text', part);
  return [{ type: 'input_image', image_url: part.url, detail: part.detail }];
}
