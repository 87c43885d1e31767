import type { ServerEvent } from '../../protocol/server-event.ts';
import { readText, writeArguments, writeUntrusted } from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import type { CodecState } from './codec-state.ts';
import type { WireMcpCall, WireServerEvents } from './wire-types.ts';

/** The id of the approval request of an MCP call starts with this. */
const APPROVAL_PREFIX = 'approval_';

/** The id of the MCP call that an approval request belongs to. */
export function callIdOf(approvalRequestId: string): string {
  return approvalRequestId.slice(APPROVAL_PREFIX.length);
}

/** Reads `client_tool_call`; returns false where the call has no id or name. */
export function takeToolCall(
  state: CodecState,
  { tool_call_id, tool_name, parameters }: Untrusted<WireServerEvents['client_tool_call']>,
): boolean {
  const callId = readText(tool_call_id);
  const name = readText(tool_name);
  if (!callId || !name) return false;
  if (state.toolCallIds.has(callId)) return true;
  state.toolCallIds.add(callId);
  const message = state.agentMessage;
  state.emit({
    type: 'tool-call-requested',
    responseId: message && !message.isDone ? message.id : null,
    itemId: callId,
    callId,
    name,
    argumentsText: writeArguments(parameters),
  });
  return true;
}

/** Reads `mcp_tool_call`, a call that ElevenLabs makes itself and sends again in each state; returns false without an id or name. */
export function takeMcpCall(state: CodecState, wire: Untrusted<WireMcpCall>): boolean {
  const id = readText(wire.tool_call_id);
  const name = readText(wire.tool_name);
  if (!id || !name) return false;
  state.emit(readMcpCall(id, name, wire));
  return true;
}

function readMcpCall(
  id: string,
  name: string,
  { service_id, state, parameters, result, error_message }: Untrusted<WireMcpCall>,
): ServerEvent {
  const shared = { serverLabel: readText(service_id), name, argumentsText: writeArguments(parameters) };
  if (state === 'awaiting_approval')
    return {
      type: 'item-added',
      item: { type: 'approval-request', id: `${APPROVAL_PREFIX}${id}`, ...shared },
    };
  const isSuccess = state === 'success';
  const isFailure = state === 'failure';
  return {
    type: isSuccess || isFailure ? 'item-done' : 'item-added',
    item: {
      type: 'remote-tool-call',
      id,
      ...shared,
      output: isSuccess ? writeUntrusted(result) : null,
      errorMessage: isFailure ? readText(error_message) : null,
      approvalRequestId: null,
    },
  };
}
