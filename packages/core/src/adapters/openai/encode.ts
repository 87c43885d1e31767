import type { ClientCommand } from '../../protocol/client-command.ts';
import type { ConversationItem } from '../../protocol/conversation-item.ts';
import type { WireFrame } from '../../protocol/wire-frame.ts';
import { encodeBase64 } from '../../util/base64.ts';
import { configError, writeJson } from '../../util/config-error.ts';
import { PROBE_ID } from './errors.ts';
import { writeItem } from './items.ts';
import type { CodecState } from './codec-state.ts';
import { shorten, toWireId, withWireIds } from './item-ids.ts';
import { writeChange, writeResponse } from './session-payload.ts';
import type { WireClientEvent, WireSession, WireXaiSession } from './wire-types.ts';
import { writeXaiSession } from './xai-session.ts';

/** The update of a session in xAI's form. */
interface XaiUpdate {
  readonly type: 'session.update';
  readonly session: WireXaiSession;
}

type Written<Type extends ClientCommand['type']> = Extract<ClientCommand, { type: Type }>;

/** Writes one command as an event of the vendor; `null` where the vendor needs none. */
function writeEvent(
  state: CodecState,
  command: Exclude<ClientCommand, { type: 'append-audio' | 'seed-history' }>,
): WireClientEvent | XaiUpdate | null {
  switch (command.type) {
    case 'configure':
      return writeUpdate(state, writeChange(state, command));
    // Audio that the vendor buffered before the turn opened does not belong to it.
    case 'begin-turn':
    case 'clear-input':
      return { type: 'input_audio_buffer.clear' };
    case 'commit-turn':
      return { type: 'input_audio_buffer.commit' };
    case 'create-item':
      if (command.previousItemId === null) state.frontItemIds.add(command.item.id);
      return writeNewItem(state, withWireIds(state, command.item), command.previousItemId);
    case 'remove-item':
      return { type: 'conversation.item.delete', item_id: toWireId(state, command.itemId) };
    case 'retrieve-item':
      return { type: 'conversation.item.retrieve', item_id: toWireId(state, command.itemId) };
    case 'truncate-item':
      return writeTruncation({ ...command, itemId: toWireId(state, command.itemId) });
    case 'create-response':
      return { type: 'response.create', response: writeResponse(state, command.options) };
    case 'cancel-response':
      return { type: 'response.cancel', response_id: command.responseId ?? undefined };
    // Over a WebSocket the kit plays the audio. The vendor has no buffer to clear and refuses the event.
    case 'clear-output':
      return state.facts.transport === 'webrtc' ? { type: 'output_audio_buffer.clear' } : null;
    case 'send-tool-output': {
      const { itemId, callId, output } = command;
      return writeNewItem(state, { type: 'tool-output', id: shorten(itemId), callId, output });
    }
    case 'answer-approval': {
      const { approvalRequestId, isApproved, reason } = command;
      const id = shorten(`approval_${approvalRequestId}`);
      return writeNewItem(state, { type: 'approval-response', id, approvalRequestId, isApproved, reason });
    }
  }
}

function writeUpdate({ options }: CodecState, session: WireSession): WireClientEvent | XaiUpdate {
  return options.dialect === 'xai'
    ? { type: 'session.update', session: writeXaiSession(session) }
    : { type: 'session.update', session };
}

function writeNewItem(
  state: CodecState,
  item: ConversationItem,
  previousItemId?: string | null,
): WireClientEvent {
  return {
    type: 'conversation.item.create',
    previous_item_id: previousItemId === null ? 'root' : previousItemId && toWireId(state, previousItemId),
    item: writeItem(item),
  };
}

function writeTruncation({ itemId, contentIndex, audioEndMs }: Written<'truncate-item'>): WireClientEvent {
  if (!(audioEndMs > 0)) throw configError('openai', `An item cannot be truncated at ${audioEndMs} ms.`);
  return {
    type: 'conversation.item.truncate',
    item_id: itemId,
    content_index: contentIndex,
    audio_end_ms: Math.floor(audioEndMs),
  };
}

/**
 * Writes one command as frames.
 *
 * @throws RealtimeError `invalid-config` for a command that the vendor would refuse.
 */
export function encode(state: CodecState, command: ClientCommand): readonly WireFrame[] {
  // Written by hand: audio is most of the traffic, and base64 needs no escaping.
  if (command.type === 'append-audio') {
    return [`{"type":"input_audio_buffer.append","audio":"${encodeBase64(command.audio)}"}`];
  }
  // In their order, before anything that follows. The vendor answers none of them.
  if (command.type === 'seed-history') {
    return command.items.map((item) =>
      writeJson('openai', { ...writeNewItem(state, withWireIds(state, item)), event_id: command.commandId }),
    );
  }
  const event = writeEvent(state, command);
  return event ? [writeJson('openai', { ...event, event_id: command.commandId })] : [];
}

/** Asks for an item that there is not: the vendor answers with an error (API reference, November 2026). */
export function encodeProbe(): readonly WireFrame[] {
  const event: WireClientEvent = { type: 'conversation.item.retrieve', item_id: PROBE_ID };
  return [writeJson('openai', { ...event, event_id: PROBE_ID })];
}
