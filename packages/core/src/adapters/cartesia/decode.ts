import type { ServerEvent } from '../../protocol/server-event.ts';
import { decodeFrame } from '../../protocol/decode-frame.ts';
import {
  isObject,
  readId,
  readObject,
  readText,
  UnreadableFrame,
  writeArguments,
} from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import {
  endAgentTurn,
  interruptAudio,
  readTurnNumber,
  startAgentTurn,
  takeAgentText,
  takeAudio,
} from './agent-turn.ts';
import type { CodecState } from './codec-state.ts';
import { readError } from './errors.ts';
import { endUserTurn, startUserTurn } from './user-turn.ts';
import type { WireLineFrame, WireServerEvents, WireServerFrame } from './wire-types.ts';

type Wire = Untrusted<WireServerFrame & WireLineFrame>;

/** Reads one frame. */
export function decode(state: CodecState, frame: string | ArrayBuffer): readonly ServerEvent[] {
  return decodeFrame(state, frame, readEvent, nameOf);
}

/** Managed agents name their frames by `type`, the Line protocol by `event`. */
const nameOf = ({ type, event }: Wire): string => readText(type) || readText(event);

function readEvent(state: CodecState, type: string, wire: Wire): void {
  switch (type) {
    case 'audio_output':
      return takeAudio(state, wire.audio);
    case 'media_output':
      return takeAudio(state, readObject<WireLineFrame['media']>(wire.media).payload);
    case 'turn_output_text_delta': {
      const { turn, text } = payloadOf(type, wire);
      return takeAgentText(state, readTurnNumber(turn), readText(text));
    }
    case 'turn_started':
    case 'turn_ended':
      return readTurn(state, type, payloadOf(type, wire));
    case 'audio_output_clear':
    case 'clear':
      return interruptAudio(state);
    case 'client_tool_call':
      return readToolCall(state, wire);
    case 'session_ready':
    case 'ack':
      return readReady(state, wire);
    default:
      return state.emit(readOther(type, wire));
  }
}

function readOther(type: string, wire: Wire): ServerEvent {
  switch (type) {
    case 'dtmf_output':
      return { type: 'dtmf-received', key: readText(wire.digit) };
    case 'dtmf':
      return { type: 'dtmf-received', key: readText(wire.dtmf) };
    case 'custom':
      return { type: 'vendor-event-received', name: type, data: wire.metadata };
    case 'transfer_call':
      return { type: 'vendor-event-received', name: type, data: wire.transfer };
    case 'error':
      return readError(wire);
    default:
      return { type: 'unknown', wireType: type };
  }
}

/**
 * The fields of a turn. Clients of the Line protocol of autumn 2026 find them under a key with the event's name, which is not
 * documented; managed agents send them in the frame itself.
 */
function payloadOf(
  type: 'turn_started' | 'turn_ended' | 'turn_output_text_delta',
  wire: Wire,
): Untrusted<WireServerEvents['turn_ended']> {
  const nested = wire[type];
  return isObject(nested) ? readObject(nested) : wire;
}

function readTurn(
  state: CodecState,
  type: 'turn_started' | 'turn_ended',
  wire: Untrusted<WireServerEvents['turn_ended']>,
): void {
  const number = readTurnNumber(wire.turn);
  const isStart = type === 'turn_started';
  switch (wire.role) {
    case 'user':
      return isStart ? startUserTurn(state, number) : endUserTurn(state, number, readText(wire.text));
    case 'assistant':
      return isStart ? startAgentTurn(state, number) : endAgentTurn(state, number, wire);
    default:
      throw new UnreadableFrame('without role');
  }
}

/** Reads `session_ready` or `ack`. Some servers of the Line protocol add the `call_id` (seen in clients of autumn 2026). */
function readReady(state: CodecState, wire: Wire): void {
  const streamId = readText(wire.stream_id);
  // Managed agents have no stream_id and refuse frames with one.
  if (state.protocol === 'line') state.streamId = streamId;
  const sessionId = readText(wire.call_id) || streamId || null;
  state.idPrefix = sessionId ?? '';
  state.emit({
    type: 'session-configured',
    sessionId,
    expiresAtMs: null,
    turnDetection: null,
    model: null,
    voice: null,
  });
}

function readToolCall(state: CodecState, wire: Wire): void {
  const callId = readId(wire.tool_call_id, 'tool_call_id');
  const name = readId(wire.tool_name, 'tool_name');
  if (state.toolCalls.has(callId)) return;
  state.toolCalls.set(callId, wire.expects_response !== false);
  state.emit({
    type: 'tool-call-requested',
    responseId: state.openTurns.at(-1)?.id ?? null,
    itemId: callId,
    callId,
    name,
    argumentsText: writeArguments(wire.parameters),
  });
}
