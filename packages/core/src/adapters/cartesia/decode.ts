import type { ServerEvent } from '../../protocol/server-event.ts';
import { isObject, readObject, readText, writeArguments } from '../../util/untrusted.ts';
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

/** Reads one frame. Managed agents name their frames by `type`, the Line protocol by `event`. */
export function decode(state: CodecState, frame: string | ArrayBuffer): readonly ServerEvent[] {
  let wire: unknown = null;
  try {
    // Cartesia never sends binary frames here: one is read as text that is not JSON.
    wire = JSON.parse(typeof frame === 'string' ? frame : '');
  } catch {
    // The parser's own message would quote users' words.
    return [{ type: 'malformed', reason: 'not JSON' }];
  }
  const message = readObject<WireServerFrame & WireLineFrame>(wire);
  const type = readText(message.type) || readText(message.event);
  if (!type) return [{ type: 'malformed', reason: 'no type' }];
  try {
    if (!readEvent(state, type, message)) state.emit({ type: 'malformed', reason: `a broken ${type}` });
  } catch {
    // A frame must never throw: the next one is read as usual.
    state.emit({ type: 'malformed', reason: `a broken ${type}` });
  }
  return state.takeEvents();
}

/** Reads an event; returns false where a field is missing that it cannot be read without. */
function readEvent(state: CodecState, type: string, wire: Wire): boolean {
  switch (type) {
    case 'audio_output':
      return takeAudio(state, wire.audio);
    case 'media_output':
      return takeAudio(state, readObject<WireLineFrame['media']>(wire.media).payload);
    case 'turn_output_text_delta': {
      const { turn, text } = payloadOf(type, wire);
      takeAgentText(state, readTurnNumber(turn), readText(text));
      return true;
    }
    case 'turn_started':
    case 'turn_ended':
      return readTurn(state, type, payloadOf(type, wire));
    case 'audio_output_clear':
    case 'clear':
      interruptAudio(state);
      return true;
    case 'client_tool_call':
      return readToolCall(state, wire);
    case 'session_ready':
    case 'ack':
      readReady(state, wire);
      return true;
    default:
      state.emit(readOther(type, wire));
      return true;
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
): boolean {
  const number = readTurnNumber(wire.turn);
  const isStart = type === 'turn_started';
  switch (wire.role) {
    case 'user':
      if (isStart) startUserTurn(state, number);
      else endUserTurn(state, number, readText(wire.text));
      return true;
    case 'assistant':
      if (isStart) startAgentTurn(state, number);
      else endAgentTurn(state, number, wire);
      return true;
    default:
      return false;
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

function readToolCall(state: CodecState, wire: Wire): boolean {
  const callId = readText(wire.tool_call_id);
  const name = readText(wire.tool_name);
  if (!callId || !name) return false;
  if (state.toolCalls.has(callId)) return true;
  state.toolCalls.set(callId, wire.expects_response !== false);
  state.emit({
    type: 'tool-call-requested',
    responseId: state.openTurns.at(-1)?.id ?? null,
    itemId: callId,
    callId,
    name,
    argumentsText: writeArguments(wire.parameters),
  });
  return true;
}
