import type { ServerEvent } from '../../protocol/server-event.ts';
import { decodeBase64 } from '../../util/base64.ts';
import { readError } from './errors.ts';
import type { Memory } from './memory.ts';
import { object, text } from './read.ts';
import type { Untrusted } from './read.ts';
import type { WireLineEvent, WireServerEvents } from './wire-types.ts';

/** Frames of either protocol with the fields of all kinds. */
type Wire = Untrusted<
  { type: string } & WireLineEvent &
    WireServerEvents['session_ready'] &
    WireServerEvents['audio_output'] &
    WireServerEvents['turn_ended'] &
    WireServerEvents['client_tool_call'] &
    WireServerEvents['dtmf_output']
>;

/** The user began to speak: whatever of the agent's is still to be heard is void. */
const cut: ServerEvent = { type: 'output-interrupted', responseId: null, by: 'user' };

/** Creates the reader of one connection's frames. */
export function createDecoder(memory: Memory): (frame: string | ArrayBuffer) => readonly ServerEvent[] {
  return (frame) => {
    let wire: Wire = {};
    try {
      wire = object(JSON.parse(frame as string));
    } catch {
      // Not JSON, or bytes: answered like JSON without a type. The parser's own message would quote what users said.
    }
    const type = text(wire.type) || text(wire.event);
    const events = type && readFrame(memory, type, wire.event ? flatten(type, wire) : wire);
    return events || [{ type: 'malformed', reason: type ? `a broken ${type}` : 'no type' }];
  };
}

/**
 * Line's stream has the same contents in other places: a turn lies under a key equal to the event's name (seen in clients
 * of autumn 2026, not documented), audio under `media`.
 */
function flatten(type: string, wire: Wire): Wire {
  const inner = Object.hasOwn(wire, type) ? (wire as Record<string, unknown>)[type] : {};
  const { payload } = object<WireLineEvent['media']>(wire.media);
  return { audio: payload, digit: wire.dtmf, ...wire, ...object(inner) };
}

/** Reads one frame; returns nothing where a field is missing that the frame is nothing without. */
function readFrame(memory: Memory, type: string, wire: Wire): readonly ServerEvent[] | undefined {
  const isUser = wire.role === 'user';
  if (!isUser && wire.role !== 'assistant' && /^turn_(started|ended)$/.test(type)) return undefined;
  switch (type) {
    case 'audio_output':
    case 'media_output':
      return readAudio(memory, wire.audio);
    case 'turn_output_text_delta': {
      const responseId = turnOf(memory, wire, 'agent');
      return [
        {
          type: 'output-transcript-delta',
          responseId,
          itemId: responseId,
          contentIndex: 0,
          delta: text(wire.text),
        },
      ];
    }
    case 'turn_started': {
      // A turn that is told to begin is never the one that runs, whether it has a number or not.
      memory[isUser ? 'user' : 'agent'] = null;
      const id = turnOf(memory, wire, isUser ? 'user' : 'agent');
      return [
        isUser
          ? { type: 'speech-started', itemId: id, audioStartMs: null }
          : { type: 'response-started', responseId: id, isOutOfBand: false, metadata: null },
      ];
    }
    case 'turn_ended':
      return isUser ? readUserTurn(memory, wire) : readAgentTurn(memory, wire);
    // It may come with nothing playing, and before or after the end of the turn that it cuts.
    case 'audio_output_clear':
    case 'clear':
      return [cut];
    case 'client_tool_call':
      return readCall(memory, wire);
    case 'session_ready':
    case 'ack':
      return readReady(memory, wire);
    case 'dtmf_output':
    case 'dtmf':
      return [{ type: 'dtmf-received', key: text(wire.digit) }];
    case 'custom':
    case 'transfer_call':
      return [{ type: 'vendor-event-received', name: type, data: wire.metadata ?? wire.transfer }];
    case 'error':
      return [readError(wire)];
    default:
      return [{ type: 'unknown', wireType: type }];
  }
}

function readReady(memory: Memory, wire: Wire): readonly ServerEvent[] {
  const streamId = text(wire.stream_id);
  // Managed Agents have no such name, and would refuse it.
  if (memory.isLine) memory.streamId = streamId;
  const sessionId = text(wire.call_id) || streamId || null;
  memory.prefix = sessionId ?? '';
  return [
    {
      type: 'session-configured',
      sessionId,
      expiresAtMs: null,
      turnDetection: null,
      model: null,
      voice: null,
    },
  ];
}

/**
 * The id of the turn that a frame names, or of the running one where it names none, as on Line's stream. A turn whose
 * beginning was never told begins with whatever is first told of it.
 */
function turnOf(memory: Memory, { turn }: Wire, role: 'user' | 'agent'): string {
  const { prefix } = memory;
  const id = Number.isInteger(turn)
    ? `${prefix}turn_${String(turn)}`
    : (memory[role] ?? `${prefix}part_${(memory.count += 1)}`);
  // Words of an older turn may come late: the audio that comes is not its own.
  if (!memory[role]) {
    memory[role] = id;
    if (role === 'agent') memory.spoken = id;
  }
  return id;
}

/** Audio names no turn and has no number: the order on the socket is the only guide, and it belongs to the latest turn. */
function readAudio(memory: Memory, value: unknown): readonly ServerEvent[] | undefined {
  const audio = decodeBase64(text(value));
  // Base64 of nothing is nothing, and so is what is no text at all.
  if (!audio?.length) return value === '' ? [] : undefined;
  const responseId = memory.spoken ?? turnOf(memory, {}, 'agent');
  return [{ type: 'audio-delta', responseId, itemId: responseId, contentIndex: 0, audio }];
}

function readUserTurn(memory: Memory, wire: Wire): readonly ServerEvent[] {
  const itemId = turnOf(memory, wire, 'user');
  memory.user = null;
  return [
    { type: 'turn-committed', itemId },
    { type: 'input-transcript-done', itemId, transcript: text(wire.text), usage: null },
  ];
}

function readAgentTurn(memory: Memory, wire: Wire): readonly ServerEvent[] {
  const id = turnOf(memory, wire, 'agent');
  const isCut = wire.interrupted === true;
  if (memory.agent === id) memory.agent = null;
  const done: ServerEvent = {
    type: 'response-done',
    responseId: id,
    outcome: isCut ? 'cancelled' : 'completed',
    reason: null,
    error: null,
    usage: null,
    metadata: null,
    items: [
      {
        type: 'message',
        id,
        role: 'agent',
        status: isCut ? 'incomplete' : 'completed',
        content: [{ type: 'audio', transcript: text(wire.text) }],
      },
    ],
  };
  // Only the latest turn can still be heard: the end of an older one must not silence it.
  return isCut && memory.spoken === id ? [cut, done] : [done];
}

function readCall(memory: Memory, wire: Wire): readonly ServerEvent[] | undefined {
  const callId = text(wire.tool_call_id);
  const name = text(wire.tool_name);
  const { calls, agent: responseId = null } = memory;
  if (!callId || !name) return undefined;
  if (calls.has(callId)) return [];
  calls.set(callId, wire.expects_response !== false);
  const argumentsText = JSON.stringify(wire.parameters ?? {});
  return [{ type: 'tool-call-requested', responseId, itemId: callId, callId, name, argumentsText }];
}
