import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { decodeFrame } from '../../protocol/decode-frame.ts';
import {
  isObject,
  lookUp,
  readNumberOr,
  readObject,
  readText,
  UnreadableFrame,
} from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import {
  correctText,
  endMessage,
  endQuietMessage,
  interruptMessage,
  readEventId,
  takeAudio,
  takeText,
  takeTextPart,
} from './agent-message.ts';
import type { CodecState } from './codec-state.ts';
import { errorReceived, readError } from './errors.ts';
import { takeMcpCall, takeToolCall } from './tool-calls.ts';
import { commitUserTurn, takeTentativeWords } from './user-turn.ts';
import type { WireServerFrame, WireServerEvents } from './wire-types.ts';

/**
 * Events that go to the app as they are, by how their names begin. ElevenLabs adds events every month, and has not published
 * the content of `agent_response_complete`, `agent_response_metadata`, `client_error`, `dtmf_request` and `queue_status`.
 */
const VENDOR_EVENTS = /^(agent|mcp|external|internal|rich|asr|vad|context|queue|guardrail|client|dtmf)_/;

type Wire = Untrusted<WireServerFrame>;

/** The key of an event's payload, where it is neither the event's name nor the name with `_event`. */
const PAYLOAD_KEYS: Readonly<Record<string, string>> = {
  agent_reasoning_response_part: 'reasoning_response_part',
  internal_turn_probability: 'turn_probability_internal_event',
  internal_tentative_agent_response: 'tentative_agent_response_internal_event',
};

/** Reads one frame. */
export function decode(state: CodecState, frame: string | ArrayBuffer): readonly ServerEvent[] {
  return decodeFrame(state, frame, readEvent);
}

function readEvent(state: CodecState, type: string, wire: Wire): void {
  if (type === 'queue_status') readQueue(state, wire);
  else if (type !== 'conversation_initiation_metadata') state.queue.settle();
  switch (type) {
    case 'audio':
      return takeAudio(state, readObject(wire.audio_event));
    case 'agent_chat_response_part':
      return takeTextPart(state, readObject(wire.text_response_part));
    case 'agent_response':
      return takeText(state, readObject(wire.agent_response_event));
    case 'agent_response_correction':
      return correctText(state, readObject(wire.agent_response_correction_event));
    case 'interruption':
      return interruptMessage(
        state,
        readObject<WireServerEvents['interruption']>(wire.interruption_event).event_id,
      );
    case 'user_transcript':
      return readTranscript(state, readObject(wire.user_transcription_event));
    case 'tentative_user_transcript': {
      const { user_transcript } = readObject<WireServerEvents['tentative_user_transcript']>(
        wire.tentative_user_transcription_event,
      );
      return takeTentativeWords(state, readText(user_transcript));
    }
    case 'ping':
      return readPing(state, readObject(wire.ping_event));
    case 'client_tool_call':
      return takeToolCall(state, readObject(wire.client_tool_call));
    case 'mcp_tool_call':
      return takeMcpCall(state, readObject(wire.mcp_tool_call));
    case 'conversation_initiation_metadata':
      return readMetadata(state, readObject(wire.conversation_initiation_metadata_event));
    case 'error':
      return state.emit(readError(wire));
    default:
      return state.emit(readOther(type, wire));
  }
}

/** Not in the contract; the vendor's mock shows it. After `timed_out` the connection is closed. */
function readQueue(state: CodecState, wire: Wire): void {
  const { queue_status_event: event } = wire as { readonly queue_status_event?: unknown };
  const status = readText(readObject<{ status: string }>(event).status);
  if (status !== 'waiting' && status !== 'admitted') return;
  state.emit({ type: 'queue-changed', isWaiting: status === 'waiting' });
  if (status === 'waiting') return state.queue.wait();
  const frames = state.queue.admit();
  if (frames.length > 0) state.emit({ type: 'reply-requested', frames });
}

function readOther(type: string, wire: Untrusted<object>): ServerEvent {
  if (!VENDOR_EVENTS.test(type)) return { type: 'unknown', wireType: type };
  const fields = wire as Readonly<Record<string, unknown>>;
  const key = lookUp(PAYLOAD_KEYS, type);
  const data = key ? fields[key] : (fields[`${type}_event`] ?? fields[type]);
  return { type: 'vendor-event-received', name: type, data: isObject(data) ? data : null };
}

/**
 * Reads `user_transcript`, the end of the user's turn, or the echo of a `user_message`. A turn also ends the message before
 * it: the next text is another answer.
 */
function readTranscript(
  state: CodecState,
  { user_transcript, event_id }: Untrusted<WireServerEvents['user_transcript']>,
): void {
  const transcript = readText(user_transcript);
  const eventId = readNumberOr(event_id, null);
  const { transcript: last } = state;
  if (eventId !== null && last?.eventId === eventId && last.words === transcript) return;
  const isEcho = transcript === state.sentText;
  state.sentText = null;
  if (isEcho) return;
  state.transcript = { eventId, words: transcript };
  const message = state.agentMessage;
  // A message that is not done may still go on; one that is done may not.
  if (message?.isDone) state.agentMessage = null;
  else if (message && message.letterCount !== null) endMessage(state);
  // Audio with higher numbers answers this turn, even where the `event_id` of an interruption was too high.
  state.interruptedEventId = Math.min(state.interruptedEventId, state.lastAudioEventId);
  commitUserTurn(state, transcript);
}

/** ElevenLabs waits for a `pong` with the number of the ping. */
function readPing(state: CodecState, { event_id, ping_ms }: Untrusted<WireServerEvents['ping']>): void {
  const eventId = readEventId(event_id);
  if (eventId === null) throw new UnreadableFrame('without event_id');
  state.emit({ type: 'reply-requested', frames: [JSON.stringify({ type: 'pong', event_id: eventId })] });
  // The latency that ElevenLabs estimates goes to the app.
  if (typeof ping_ms === 'number')
    state.emit({ type: 'vendor-event-received', name: 'ping', data: { ping_ms } });
  endQuietMessage(state);
}

const formatName = ({ encoding, sampleRateHz }: AudioFormat) =>
  `${encoding === 'pcm16' ? 'pcm' : encoding.slice(5)}_${sampleRateHz}`;

/**
 * Reads `conversation_initiation_metadata`. A format that is not announced is taken for the expected one (so does the
 * official client). Text-only conversations have no audio, and WebRTC carries it outside of the messages.
 */
function readMetadata(
  state: CodecState,
  wire: Untrusted<WireServerEvents['conversation_initiation_metadata']>,
): void {
  const { inputFormat, outputFormat, transport } = state.facts;
  const input = readText(wire.user_input_audio_format) || formatName(inputFormat);
  const output = readText(wire.agent_output_audio_format) || formatName(outputFormat);
  const isExpected = input === formatName(inputFormat) && output === formatName(outputFormat);
  if (!isExpected && !state.isTextOnly && transport !== 'webrtc') {
    const message = `The agent's audio is ${input} in and ${output} out. Set inputFormat and outputFormat of the adapter to the same.`;
    return state.emit(
      errorReceived({ code: 'invalid-config', message, vendorCode: null, effect: 'fatal', wire }),
    );
  }
  state.emit({
    type: 'session-configured',
    sessionId: readText(wire.conversation_id) || null,
    expiresAtMs: null,
    turnDetection: null,
    model: null,
    voice: null,
  });
}
