import type { ServerEvent } from '../../protocol/server-event.ts';
import { readId, readText, writeArguments, writeUntrusted } from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import type { CodecState } from './codec-state.ts';
import type { WireMcpCall, WireServerEvents } from './wire-types.ts';

/** The id of the approval request of an MCP call starts with this. */
const APPROVAL_PREFIX = 'approval_';

/** The id of the MCP call that an approval request belongs to. */
export function callIdOf(approvalRequestId: string): string {
  return approvalRequestId.slice(APPROVAL_PREFIX.length);
}

/** Reads `client_tool_call`. @throws UnreadableFrame where the call has no id or name. */
export function takeToolCall(
  state: CodecState,
  { tool_call_id, tool_name, parameters }: Untrusted<WireServerEvents['client_tool_call']>,
): void {
  const callId = readId(tool_call_id, 'tool_call_id');
  const name = readId(tool_name, 'tool_name');
  if (state.toolCallIds.has(callId)) return;
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
}

/**
 * Reads `mcp_tool_call`, a call that ElevenLabs makes itself and sends again in each state.
 *
 * @throws UnreadableFrame without an id or name.
 */
export function takeMcpCall(state: CodecState, wire: Untrusted<WireMcpCall>): void {
  const id = readId(wire.tool_call_id, 'tool_call_id');
  state.emit(readMcpCall(id, readId(wire.tool_name, 'tool_name'), wire));
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
