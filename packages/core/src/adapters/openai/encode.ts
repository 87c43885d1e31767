import { RealtimeError } from '../../errors/realtime-error.ts';
import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { ClientCommand } from '../../protocol/client-command.ts';
import { encodeBase64 } from '../../util/base64.ts';
import { writeItem } from './items.ts';
import type { Wire } from './read.ts';
import { writeResponse, writeSession } from './session-payload.ts';

/** The wire's formats in both directions. */
export interface Formats {
  readonly input: AudioFormat;
  readonly output: AudioFormat;
}

/** Writes one command as an event of the vendor, or as none where there is nothing to say. */
export function encodeCommand(command: ClientCommand, formats: Formats): Wire | null {
  switch (command.type) {
    case 'append-audio':
      return { type: 'input_audio_buffer.append', audio: encodeBase64(command.audio) };
    case 'configure':
      return {
        type: 'session.update',
        session: writeSession(command.config, command.isInitial ? formats : null),
      };
    // What was buffered before the turn opened does not belong to it.
    case 'begin-turn':
    case 'clear-input':
      return { type: 'input_audio_buffer.clear' };
    case 'commit-turn':
      return { type: 'input_audio_buffer.commit' };
    case 'create-item': {
      const item = writeItem(command.item);
      if (!item) throw refused(`An item of the type ${command.item.type} cannot be put into a conversation`);
      const previous = command.previousItemId;
      const place = previous === undefined ? {} : { previous_item_id: previous ?? 'root' };
      return { type: 'conversation.item.create', ...place, item };
    }
    case 'remove-item':
      return { type: 'conversation.item.delete', item_id: command.itemId };
    case 'retrieve-item':
      return { type: 'conversation.item.retrieve', item_id: command.itemId };
    case 'truncate-item':
      return encodeTruncation(command);
    case 'create-response': {
      const response = writeResponse(command.options, formats.output);
      return { type: 'response.create', ...(response ? { response } : {}) };
    }
    case 'cancel-response':
      return { type: 'response.cancel', ...(command.responseId ? { response_id: command.responseId } : {}) };
    // Over a WebSocket the kit itself plays: the vendor has no buffer to clear and would refuse the event.
    case 'clear-output':
      return null;
    case 'send-tool-output': {
      const { itemId, callId, output } = command;
      const item = { id: itemId.slice(0, MAX_ID_LENGTH), type: 'function_call_output', call_id: callId, output };
      return { type: 'conversation.item.create', item };
    }
    case 'answer-approval': {
      const { approvalRequestId, isApproved, reason } = command;
      const item = { type: 'mcp_approval_response', approval_request_id: approvalRequestId, approve: isApproved, reason };
      return { type: 'conversation.item.create', item };
    }
  }
}

/** The longest id that a client may choose (an old limit, not verified for the GA protocol). */
const MAX_ID_LENGTH = 32;

function encodeTruncation(command: Extract<ClientCommand, { type: 'truncate-item' }>): Wire {
  const { itemId, contentIndex, audioEndMs } = command;
  // Not a number becomes null in JSON, which the vendor refuses long after the mistake.
  if (!(audioEndMs > 0)) throw refused(`An item cannot be truncated at ${audioEndMs} ms`);
  return {
    type: 'conversation.item.truncate',
    item_id: itemId,
    content_index: contentIndex,
    audio_end_ms: Math.floor(audioEndMs),
  };
}

function refused(what: string): RealtimeError {
  return new RealtimeError('invalid-config', `${what}; the vendor would refuse it.`, { adapterId: 'openai' });
}
