import type { OutputServerEvent, ServerEvent } from '../../protocol/server-event.ts';
import type { TurnDetection } from '../../protocol/session-config.ts';
import { decodeBase64 } from '../../util/base64.ts';
import { readError, unsupportedProtocol } from './errors.ts';
import { readItem, readPart } from './items.ts';
import { count, numberOrNull, object, string, stringOrNull } from './read.ts';
import type { Wire } from './read.ts';
import { readRateLimits, readUsage } from './usage.ts';

type Read = (wire: Wire) => ServerEvent | readonly ServerEvent[];

const NONE: readonly ServerEvent[] = [];

const itemId = (wire: Wire) => string(wire['item_id']);

/** Where a piece of output belongs. Written out: it is made for every delta. */
const position = (wire: Wire) => ({
  responseId: string(wire['response_id']),
  itemId: string(wire['item_id']),
  contentIndex: count(wire['content_index']),
});

const malformed = (reason: string): ServerEvent => ({ type: 'malformed', reason });

const previous = (wire: Wire) => {
  const id = wire['previous_item_id'];
  return id === null || typeof id === 'string' ? { previousItemId: id } : {};
};

/** Events of the protocol of before 2026. A server that sends one speaks no GA, whatever else it says. */
const BETA = /^(conversation\.item\.created|response\.(audio|text|audio_transcript)\.(delta|done))$/;

function readSession(wire: Wire, type: 'session-created' | 'session-configured'): ServerEvent | readonly ServerEvent[] {
  const session = object(wire['session']);
  const sessionType = session['type'];
  if (typeof sessionType !== 'string' || 'modalities' in session) {
    const sign = 'modalities' in session ? 'session.modalities' : `${string(wire['type'])} without session.type`;
    return { type: 'error-reported', error: unsupportedProtocol(sign) };
  }
  const expiresAt = count(session['expires_at']);
  const base = { sessionId: stringOrNull(session['id']), expiresAtMs: expiresAt > 0 ? expiresAt * 1000 : null };
  if (type === 'session-created') return { type, ...base };
  const audio = object(session['audio']);
  return {
    type,
    ...base,
    turnDetection: readTurnDetection(object(audio['input'])),
    model: stringOrNull(session['model']),
    voice: readVoice(object(audio['output'])['voice']),
  };
}

function readVoice(voice: unknown): string | null {
  return stringOrNull(voice) ?? stringOrNull(object(voice)['id']);
}

function readTurnDetection(input: Wire): TurnDetection | null {
  if (!('turn_detection' in input)) return null;
  if (input['turn_detection'] === null) return { mode: 'off' };
  const wire = object(input['turn_detection']);
  const shared = {
    isAutoResponse: wire['create_response'] !== false,
    isAutoInterrupt: wire['interrupt_response'] !== false,
  };
  if (wire['type'] === 'semantic_vad') {
    const eagerness = string(wire['eagerness'], 'auto') as 'auto';
    return { mode: 'semantic', eagerness, ...shared };
  }
  const number = (key: string) => numberOrNull(wire[key]) ?? undefined;
  return {
    mode: 'server',
    threshold: number('threshold'),
    prefixPaddingMs: number('prefix_padding_ms'),
    silenceMs: number('silence_duration_ms'),
    idleTimeoutMs: numberOrNull(wire['idle_timeout_ms']),
    ...shared,
  };
}

function readItemEvent(type: 'item-added' | 'item-done'): Read {
  return (wire) => {
    const item = readItem(object(wire['item']));
    return item.id === '' ? malformed(`${string(wire['type'])} without item.id`) : { type, item, ...previous(wire) };
  };
}

/** A tool is called from its finished output item, and from nothing else: the wire tells of a call three times. */
function readOutputItem(type: 'output-item-added' | 'output-item-done'): Read {
  return (wire) => {
    const item = readItem(object(wire['item']));
    if (item.id === '') return malformed(`${string(wire['type'])} without item.id`);
    const responseId = string(wire['response_id']);
    const event: OutputServerEvent = { type, responseId, outputIndex: count(wire['output_index']), item };
    if (type === 'output-item-added' || item.type !== 'tool-call' || item.status !== 'completed') return event;
    const { id, callId, name, argumentsText } = item;
    return [event, { type: 'tool-call-requested', responseId, itemId: id, callId, name, argumentsText }];
  };
}

function readResponseStart(wire: Wire): ServerEvent {
  const response = object(wire['response']);
  return {
    type: 'response-started',
    responseId: string(response['id']),
    // Out-of-band responses belong to no conversation; recorded ones of the conversation always name it.
    isOutOfBand: response['conversation_id'] === null,
    metadata: readMetadata(response['metadata']),
  };
}

const OUTCOMES = { completed: 1, cancelled: 1, failed: 1, incomplete: 1 } as const;

function readResponseDone(wire: Wire): ServerEvent {
  const response = object(wire['response']);
  const details = object(response['status_details']);
  const status = string(response['status']);
  const output = Array.isArray(response['output']) ? (response['output'] as unknown[]) : [];
  return {
    type: 'response-done',
    responseId: string(response['id']),
    outcome: Object.hasOwn(OUTCOMES, status) ? (status as keyof typeof OUTCOMES) : 'completed',
    reason: stringOrNull(details['reason']),
    error: details['error'] ? readError(details['error']) : null,
    usage: readUsage(response['usage']),
    metadata: readMetadata(response['metadata']),
    items: output.map((item) => readItem(object(item))).filter((item) => item.id !== ''),
  };
}

function readMetadata(value: unknown): Readonly<Record<string, string>> | null {
  const entries = Object.entries(object(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

function readAudio(wire: Wire): ServerEvent {
  const audio = typeof wire['delta'] === 'string' ? decodeBase64(wire['delta']) : null;
  return audio ? { type: 'audio-delta', ...position(wire), audio } : malformed('audio that is not base64');
}

const delta = (wire: Wire) => string(wire['delta']);

const call = (wire: Wire) => ({
  responseId: stringOrNull(wire['response_id']),
  itemId: itemId(wire),
  callId: stringOrNull(wire['call_id']),
});

const part =
  (type: 'content-added' | 'content-done'): Read =>
  (wire) => {
    const read = readPart(object(wire['part']));
    return read ? { type, ...position(wire), part: read } : NONE;
  };

const playout =
  (type: 'playout-started' | 'playout-stopped' | 'playout-cleared'): Read =>
  (wire) => ({ type, responseId: stringOrNull(wire['response_id']) });

const remote =
  (type: 'remote-tool-call-changed' | 'remote-tool-list-changed', state: 'in-progress' | 'completed' | 'failed'): Read =>
  (wire) => ({ type, itemId: itemId(wire), state });

/** Every server event of the GA protocol (openai 7.57.0, November 2026) and how it is read. */
export const READERS: Readonly<Record<string, Read>> = {
  'response.output_audio.delta': readAudio,
  'response.output_audio_transcript.delta': (wire) => ({
    type: 'output-transcript-delta',
    ...position(wire),
    delta: delta(wire),
  }),
  'response.output_text.delta': (wire) => ({ type: 'text-delta', ...position(wire), delta: delta(wire) }),
  'session.created': (wire) => readSession(wire, 'session-created'),
  'session.updated': (wire) => readSession(wire, 'session-configured'),
  'conversation.created': (wire) => ({
    type: 'conversation-created',
    conversationId: stringOrNull(object(wire['conversation'])['id']),
  }),
  'conversation.item.added': readItemEvent('item-added'),
  'conversation.item.done': readItemEvent('item-done'),
  'conversation.item.retrieved': (wire) => ({ type: 'item-retrieved', item: readItem(object(wire['item'])) }),
  'conversation.item.deleted': (wire) => ({ type: 'item-removed', itemId: itemId(wire) }),
  'conversation.item.truncated': (wire) => ({
    type: 'item-truncated',
    itemId: itemId(wire),
    contentIndex: count(wire['content_index']),
    audioEndMs: count(wire['audio_end_ms']),
  }),
  'conversation.item.input_audio_transcription.delta': (wire) => ({
    type: 'input-transcript-delta',
    itemId: itemId(wire),
    delta: delta(wire),
  }),
  'conversation.item.input_audio_transcription.completed': (wire) => ({
    type: 'input-transcript-done',
    itemId: itemId(wire),
    transcript: string(wire['transcript']),
    usage: readUsage(wire['usage']),
  }),
  'conversation.item.input_audio_transcription.failed': (wire) => ({
    type: 'input-transcript-failed',
    itemId: itemId(wire),
    message: readError(wire['error']).message,
  }),
  'conversation.item.input_audio_transcription.segment': (wire) => ({
    type: 'input-transcript-segment',
    itemId: itemId(wire),
    segmentId: string(wire['id']),
    text: string(wire['text']),
    speaker: stringOrNull(wire['speaker']),
    startMs: count(wire['start']) * 1000,
    endMs: count(wire['end']) * 1000,
  }),
  'input_audio_buffer.speech_started': (wire) => ({
    type: 'speech-started',
    itemId: stringOrNull(wire['item_id']),
    audioStartMs: numberOrNull(wire['audio_start_ms']),
  }),
  'input_audio_buffer.speech_stopped': (wire) => ({
    type: 'speech-stopped',
    itemId: stringOrNull(wire['item_id']),
    audioEndMs: numberOrNull(wire['audio_end_ms']),
  }),
  'input_audio_buffer.committed': (wire) => ({ type: 'turn-committed', itemId: itemId(wire), ...previous(wire) }),
  'input_audio_buffer.cleared': () => ({ type: 'input-cleared' }),
  'input_audio_buffer.timeout_triggered': (wire) => ({
    type: 'idle-timeout-triggered',
    itemId: itemId(wire),
    audioStartMs: count(wire['audio_start_ms']),
    audioEndMs: count(wire['audio_end_ms']),
  }),
  'input_audio_buffer.dtmf_event_received': (wire) => ({ type: 'dtmf-received', key: string(wire['event']) }),
  'output_audio_buffer.started': playout('playout-started'),
  'output_audio_buffer.stopped': playout('playout-stopped'),
  'output_audio_buffer.cleared': playout('playout-cleared'),
  'response.created': readResponseStart,
  'response.done': readResponseDone,
  'response.output_item.added': readOutputItem('output-item-added'),
  'response.output_item.done': readOutputItem('output-item-done'),
  'response.content_part.added': part('content-added'),
  'response.content_part.done': part('content-done'),
  'response.output_text.done': (wire) => ({ type: 'text-done', ...position(wire), text: string(wire['text']) }),
  'response.output_audio.done': (wire) => ({ type: 'audio-done', ...position(wire) }),
  'response.output_audio_transcript.done': (wire) => ({
    type: 'output-transcript-done',
    ...position(wire),
    transcript: string(wire['transcript']),
  }),
  'response.function_call_arguments.delta': (wire) => ({ type: 'tool-arguments-delta', ...call(wire), delta: delta(wire) }),
  'response.function_call_arguments.done': (wire) => ({
    type: 'tool-arguments-done',
    ...call(wire),
    name: stringOrNull(wire['name']),
    argumentsText: string(wire['arguments']),
  }),
  'response.mcp_call_arguments.delta': (wire) => ({ type: 'tool-arguments-delta', ...call(wire), delta: delta(wire) }),
  'response.mcp_call_arguments.done': (wire) => ({
    type: 'tool-arguments-done',
    ...call(wire),
    name: null,
    argumentsText: string(wire['arguments']),
  }),
  'response.mcp_call.in_progress': remote('remote-tool-call-changed', 'in-progress'),
  'response.mcp_call.completed': remote('remote-tool-call-changed', 'completed'),
  'response.mcp_call.failed': remote('remote-tool-call-changed', 'failed'),
  'mcp_list_tools.in_progress': remote('remote-tool-list-changed', 'in-progress'),
  'mcp_list_tools.completed': remote('remote-tool-list-changed', 'completed'),
  'mcp_list_tools.failed': remote('remote-tool-list-changed', 'failed'),
  'rate_limits.updated': (wire) => ({ type: 'rate-limits-updated', limits: readRateLimits(wire['rate_limits']) }),
  error: (wire) => ({ type: 'error-reported', error: readError(wire['error']) }),
};

/** Events that mean nothing without the item that they are about. */
const NEEDS_ITEM = /^(response\.(output_(audio|text)|function_call)|conversation\.item\.(deleted|truncated|input_audio))/;

/** Reads one frame. */
export function decodeFrame(frame: string | ArrayBuffer): readonly ServerEvent[] {
  if (typeof frame !== 'string') return [malformed('a binary frame')];
  let parsed: unknown;
  try {
    parsed = JSON.parse(frame);
  } catch {
    // Not JSON is what `malformed` is for; the parser's own message would quote what users said.
    return [malformed('not JSON')];
  }
  const wire = object(parsed);
  const type = wire['type'];
  if (typeof type !== 'string') return [malformed('no type')];
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (!read) {
    return [BETA.test(type) ? { type: 'error-reported', error: unsupportedProtocol(type) } : { type: 'unknown', wireType: type }];
  }
  if (typeof wire['item_id'] !== 'string' && NEEDS_ITEM.test(type)) return [malformed(`${type} without item_id`)];
  const event = read(wire);
  return isList(event) ? event : [event];
}

function isList(value: ServerEvent | readonly ServerEvent[]): value is readonly ServerEvent[] {
  return Array.isArray(value);
}
