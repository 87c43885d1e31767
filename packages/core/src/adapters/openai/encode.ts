import type { ClientCommand } from '../../protocol/client-command.ts';
import type { ConversationItem } from '../../protocol/conversation-item.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { encodeBase64 } from '../../util/base64.ts';
import { writeItem } from './items.ts';
import { refused, refuseNaN } from './refused.ts';
import { createSessionWriter, writeResponse } from './session-payload.ts';
import type { WireClientEvent, WireSession } from './wire-types.ts';

/**
 * The longest id that a client may choose (an old limit, not verified for the GA protocol). The end of a longer one is
 * kept: ids of a vendor differ there.
 */
const MAX_ID_LENGTH = 32;

type Configured = (config: SessionConfig, isInitial: boolean) => WireSession;
type Written<Type extends ClientCommand['type']> = Extract<ClientCommand, { type: Type }>;

/** Writes one command as an event of the vendor, or as none where there is nothing to say. */
function writeEvent(
  command: Exclude<ClientCommand, { type: 'append-audio' }>,
  writeSession: Configured,
  { outputFormat, transport }: AdapterFacts,
): WireClientEvent | null {
  switch (command.type) {
    case 'configure':
      return { type: 'session.update', session: writeSession(command.config, command.isInitial) };
    // What was buffered before the turn opened does not belong to it.
    case 'begin-turn':
    case 'clear-input':
      return { type: 'input_audio_buffer.clear' };
    case 'commit-turn':
      return { type: 'input_audio_buffer.commit' };
    case 'create-item':
      return writeNewItem(command.item, command.previousItemId);
    case 'remove-item':
      return { type: 'conversation.item.delete', item_id: command.itemId };
    case 'retrieve-item':
      return { type: 'conversation.item.retrieve', item_id: command.itemId };
    case 'truncate-item':
      return writeTruncation(command);
    case 'create-response':
      return { type: 'response.create', response: writeResponse(command.options, outputFormat) };
    case 'cancel-response':
      return { type: 'response.cancel', response_id: command.responseId ?? undefined };
    // Over a WebSocket the kit itself plays: the vendor has no buffer to clear and would refuse the event.
    case 'clear-output':
      return transport === 'webrtc' ? { type: 'output_audio_buffer.clear' } : null;
    case 'send-tool-output': {
      const { itemId, callId, output } = command;
      return writeNewItem({ type: 'tool-output', id: shorten(itemId), callId, output });
    }
    case 'answer-approval': {
      const { approvalRequestId, isApproved, reason } = command;
      const id = shorten(`approval_${approvalRequestId}`);
      return writeNewItem({ type: 'approval-response', id, approvalRequestId, isApproved, reason });
    }
  }
}

const shorten = (itemId: string) => itemId.slice(-MAX_ID_LENGTH);

function writeNewItem(item: ConversationItem, previousItemId?: string | null): WireClientEvent {
  return {
    type: 'conversation.item.create',
    previous_item_id: previousItemId === null ? 'root' : previousItemId,
    item: writeItem(item),
  };
}

function writeTruncation({ itemId, contentIndex, audioEndMs }: Written<'truncate-item'>): WireClientEvent {
  if (!(audioEndMs > 0)) throw refused(`An item cannot be truncated at ${audioEndMs} ms.`);
  return {
    type: 'conversation.item.truncate',
    item_id: itemId,
    content_index: contentIndex,
    audio_end_ms: Math.floor(audioEndMs),
  };
}

/** Creates the writer of one connection's frames. It remembers what the connection was configured with. */
export function createEncoder(facts: AdapterFacts): (command: ClientCommand) => readonly string[] {
  const writeSession = createSessionWriter(facts);
  return (command) => {
    // Written out: it is most of what is sent, and base64 needs no escaping.
    if (command.type === 'append-audio') {
      return [`{"type":"input_audio_buffer.append","audio":"${encodeBase64(command.audio)}"}`];
    }
    const event = writeEvent(command, writeSession, facts);
    return event ? [JSON.stringify({ ...event, event_id: command.commandId }, refuseNaN)] : [];
  };
}
