import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { noteQuiet, noteSpeaking, readAudio, readPart, readWords } from './agent.ts';
import { readError, report } from './errors.ts';
import type { Memory } from './memory.ts';
import { object, text } from './read.ts';
import type { Untrusted } from './read.ts';
import { ROOM_OPENED, ROOM_SPEAKING } from './room-transport.ts';
import { readInterruption, readTentative, readTurn } from './user.ts';
import type { WireServerEvents } from './wire-types.ts';

type Events = readonly ServerEvent[];

/** What lies under the key of any frame's own: the fields of all of them. */
type Payload = Untrusted<
  Omit<WireServerEvents['mcp_tool_call'], 'parameters'> &
    WireServerEvents['conversation_initiation_metadata'] &
    WireServerEvents['ping'] &
    WireServerEvents['audio'] &
    WireServerEvents['user_transcript'] &
    WireServerEvents['agent_response'] &
    WireServerEvents['agent_response_correction'] &
    WireServerEvents['agent_chat_response_part'] &
    WireServerEvents['client_tool_call'] & { readonly isSpeaking: boolean }
>;

/**
 * Frames that the kit has no word for, by how their names begin: they go to the app as they are, and so will those of the
 * same kind that are new. Of four of them nobody has published what is in them, and of `queue_status` not the final form.
 */
const VENDOR_EVENTS = /^(agent|mcp|external|internal|rich|asr|vad|context|queue|guardrail|client|dtmf)_/;

/** Creates the reader of one connection's frames. */
export function createDecoder(memory: Memory, facts: AdapterFacts): (frame: string | ArrayBuffer) => Events {
  return (frame) => {
    let wire: object = {};
    try {
      wire = object(JSON.parse(frame as string));
    } catch {
      // Not JSON, or bytes: answered like JSON without a type. The parser's own message would quote what users said.
    }
    const type = text((wire as Untrusted<{ type: string }>).type);
    const events = type && readFrame(memory, facts, type, wire);
    return events || [{ type: 'malformed', reason: type ? `a broken ${type}` : 'no type' }];
  };
}

/** Reads one frame; returns nothing where a field is missing that the frame is nothing without. */
function readFrame(memory: Memory, facts: AdapterFacts, type: string, wire: object): Events | undefined {
  // Every frame has one object in it, under a key that is named after the frame in one way or another.
  const found = Object.values(wire).find((value) => Object(value) === value);
  const payload = object<WireServerEvents['ping']>(found) as Payload;
  switch (type) {
    case 'audio':
      return readAudio(memory, facts.outputFormat, payload);
    case 'agent_chat_response_part':
      return readPart(memory, payload as Parameters<typeof readPart>[1]);
    case 'agent_response':
      return readWords(memory, payload);
    case 'agent_response_correction': {
      const { spoken } = memory;
      const itemId = spoken.get(payload.event_id) ?? spoken.get(null);
      const words = text(payload.corrected_agent_response);
      return itemId ? [{ type: 'heard-text-received', itemId, text: words }] : [];
    }
    case 'interruption':
      return readInterruption(memory, payload.event_id);
    case 'user_transcript':
      return readTurn(memory, text(payload.user_transcript));
    case 'tentative_user_transcript':
      return readTentative(memory, text(payload.user_transcript));
    case 'ping':
      return readPing(memory, payload);
    case 'client_tool_call':
      return readCall(memory, payload);
    case 'mcp_tool_call':
      return readRemoteCall(payload);
    case 'conversation_initiation_metadata':
      return readMetadata(memory, facts, payload);
    case ROOM_SPEAKING:
      return noteSpeaking(memory, payload.isSpeaking === true);
    case ROOM_OPENED:
      return readMetadata(memory, facts, payload);
    case 'error':
      return [readError(wire)];
    default:
      return [
        VENDOR_EVENTS.test(type)
          ? { type: 'vendor-event-received', name: type, data: found ?? null }
          : { type: 'unknown', wireType: type },
      ];
  }
}

/** The vendor waits for the same number. What it measures of the line goes to the app. */
function readPing(memory: Memory, { event_id, ping_ms }: Payload): Events | undefined {
  if (typeof event_id !== 'number') return undefined;
  return [
    { type: 'reply-due', frames: [JSON.stringify({ type: 'pong', event_id })] },
    ...(typeof ping_ms === 'number'
      ? [{ type: 'vendor-event-received', name: 'ping', data: { ping_ms } } as const]
      : []),
    ...noteQuiet(memory),
  ];
}

const nameOf = ({ encoding, sampleRateHz }: AudioFormat) =>
  `${encoding === 'pcm16' ? 'pcm' : encoding.slice(5)}_${sampleRateHz}`;

/** Where no format is announced, it is taken to be the one that is wanted. Nothing is heard of it in writing. */
function readMetadata(
  { isTextOnly, isRoom }: Memory,
  { inputFormat, outputFormat }: AdapterFacts,
  told: Payload,
): Events {
  const takes = text(told.user_input_audio_format) || nameOf(inputFormat);
  const sends = text(told.agent_output_audio_format) || nameOf(outputFormat);
  // In a room the sound is not in the messages.
  if (!isTextOnly && !isRoom && (takes !== nameOf(inputFormat) || sends !== nameOf(outputFormat))) {
    const message = `Set inputFormat to ${takes} and outputFormat to ${sends}: the agent has them so.`;
    return [report('invalid-config', message, null, true, told)];
  }
  return [
    {
      type: 'session-configured',
      sessionId: text(told.conversation_id) || null,
      expiresAtMs: null,
      turnDetection: null,
      model: null,
      voice: null,
    },
  ];
}

function readCall({ calls, agent }: Memory, payload: Payload): Events | undefined {
  const callId = text(payload.tool_call_id);
  const name = text(payload.tool_name);
  if (!callId || !name) return undefined;
  if (calls.has(callId)) return [];
  calls.add(callId);
  const argumentsText = JSON.stringify(payload.parameters ?? {});
  const responseId = agent && !agent.isDone ? agent.id : null;
  return [{ type: 'tool-call-requested', responseId, itemId: callId, callId, name, argumentsText }];
}

/** The vendor calls an MCP server by itself, and tells each step; for one of them it may want the user's consent. */
function readRemoteCall(payload: Payload): Events | undefined {
  const id = text(payload.tool_call_id);
  const name = text(payload.tool_name);
  if (!id || !name) return undefined;
  const { state, result } = payload;
  const serverLabel = text(payload.service_id);
  const shared = { serverLabel, name, argumentsText: JSON.stringify(payload.parameters ?? {}) };
  if (state === 'awaiting_approval')
    return [{ type: 'item-added', item: { type: 'approval-request', id: `consent_${id}`, ...shared } }];
  const isDone = state === 'success' || state === 'failure';
  return [
    {
      type: isDone ? 'item-done' : 'item-added',
      item: {
        type: 'remote-tool-call',
        id,
        ...shared,
        output: state === 'success' ? (JSON.stringify(result) ?? '') : null,
        errorMessage: state === 'failure' ? text(payload.error_message) : null,
        approvalRequestId: null,
      },
    },
  ];
}
