import type { ServerEvent } from '../../protocol/server-event.ts';
import { decodeBase64 } from '../../util/base64.ts';
import { readError, unsupportedProtocol } from './errors.ts';
import { FIELDS, readItem, readPart } from './items.ts';
import { count, entryOf, id, list, object, oneOf, readRow, string, text } from './read.ts';
import type { FieldTable, Row, Untrusted } from './read.ts';
import { readSession } from './session-events.ts';
import { readRateLimits, readUsage } from './usage.ts';
import type { WireResponse, WireServerEvents } from './wire-types.ts';

const seconds = (value: unknown) => count(value) * 1000;

/** The fields that only events have, or that mean something else in them. */
const EVENT_FIELDS: FieldTable = {
  ...FIELDS,
  id: ['segmentId'],
  event: ['key'],
  start: ['startMs', seconds],
  end: ['endMs', seconds],
  item: ['item', readItem],
  part: ['part', readPart],
  usage: ['usage', readUsage],
  error: ['error', readError],
  rate_limits: ['limits', readRateLimits],
  conversation: ['conversationId', (value) => string(object<{ id: string }>(value).id, null)],
  previous_item_id: ['previousItemId', (value) => (value === null ? null : string(value, undefined))],
  type: ['state', (value) => text(value).split('.').pop()?.replace('_', '-')],
};

type Name = keyof WireServerEvents;
type Fields<Type extends Name> = (keyof WireServerEvents[Type] & string) | 'type';

/** A row, or a function that returns the event or the name of the field that is missing. */
type Reader<Type extends Name> =
  | Row<Fields<Type> | Absent>
  | ((wire: Untrusted<WireServerEvents[Type]>) => ServerEvent | string);

/** Remote calls have none of these on the wire; asked for as optional, they read as `null`. */
type Absent = 'call_id' | 'name';

type AnyReader = Row | ((wire: object) => ServerEvent | string);

const POSITION = ['response_id', 'item_id', 'content_index'] as const;
const CALL = ['response_id?', 'item_id', 'call_id?'] as const;
const CALL_DELTA = ['tool-arguments-delta', ...CALL, 'delta'] as const;
const CALL_DONE = ['tool-arguments-done', ...CALL, 'name?', 'arguments'] as const;
const REMOTE_CALL = ['remote-tool-call-changed', 'item_id', 'type'] as const;
const REMOTE_LIST = ['remote-tool-list-changed', 'item_id', 'type'] as const;

/** Every server event of the GA protocol and how it is read: our type with the wire's fields, or a function. */
export const READERS: { readonly [Type in Name]: Reader<Type> } = {
  'session.created': (wire) => readSession('session-created', wire.session),
  'session.updated': (wire) => readSession('session-configured', wire.session),
  'conversation.created': ['conversation-created', 'conversation'],
  'conversation.item.added': ['item-added', 'item', 'previous_item_id~'],
  'conversation.item.done': ['item-done', 'item', 'previous_item_id~'],
  'conversation.item.retrieved': ['item-retrieved', 'item'],
  'conversation.item.deleted': ['item-removed', 'item_id'],
  'conversation.item.truncated': ['item-truncated', 'item_id', 'content_index', 'audio_end_ms'],
  'conversation.item.input_audio_transcription.delta': ['input-transcript-delta', 'item_id', 'delta'],
  'conversation.item.input_audio_transcription.completed': [
    'input-transcript-done',
    'item_id',
    'transcript',
    'usage',
  ],
  'conversation.item.input_audio_transcription.failed': (wire) => {
    const itemId = id(wire.item_id);
    return itemId
      ? { type: 'input-transcript-failed', itemId, message: readError(wire.error).message }
      : 'item_id';
  },
  'conversation.item.input_audio_transcription.segment': [
    'input-transcript-segment',
    'item_id',
    'id',
    'text',
    'speaker?',
    'start',
    'end',
  ],
  'input_audio_buffer.speech_started': ['speech-started', 'item_id?', 'audio_start_ms?'],
  'input_audio_buffer.speech_stopped': ['speech-stopped', 'item_id?', 'audio_end_ms?'],
  'input_audio_buffer.committed': ['turn-committed', 'item_id', 'previous_item_id~'],
  'input_audio_buffer.cleared': ['input-cleared'],
  'input_audio_buffer.timeout_triggered': [
    'idle-timeout-triggered',
    'item_id',
    'audio_start_ms',
    'audio_end_ms',
  ],
  'input_audio_buffer.dtmf_event_received': ['dtmf-received', 'event'],
  'output_audio_buffer.started': ['playout-started', 'response_id?'],
  'output_audio_buffer.stopped': ['playout-stopped', 'response_id?'],
  'output_audio_buffer.cleared': ['playout-cleared', 'response_id?'],
  'response.created': (wire) => readResponse(wire.response, false),
  'response.done': (wire) => readResponse(wire.response, true),
  'response.output_item.added': ['output-item-added', 'response_id', 'output_index', 'item'],
  'response.output_item.done': ['output-item-done', 'response_id', 'output_index', 'item'],
  'response.content_part.added': ['content-added', ...POSITION, 'part'],
  'response.content_part.done': ['content-done', ...POSITION, 'part'],
  'response.output_text.delta': (wire) => readDelta('text-delta', wire),
  'response.output_text.done': ['text-done', ...POSITION, 'text'],
  'response.output_audio.delta': (wire) => readDelta('audio-delta', wire),
  'response.output_audio.done': ['audio-done', ...POSITION],
  'response.output_audio_transcript.delta': (wire) => readDelta('output-transcript-delta', wire),
  'response.output_audio_transcript.done': ['output-transcript-done', ...POSITION, 'transcript'],
  'response.function_call_arguments.delta': CALL_DELTA,
  'response.function_call_arguments.done': CALL_DONE,
  'response.mcp_call_arguments.delta': CALL_DELTA,
  'response.mcp_call_arguments.done': CALL_DONE,
  'response.mcp_call.in_progress': REMOTE_CALL,
  'response.mcp_call.completed': REMOTE_CALL,
  'response.mcp_call.failed': REMOTE_CALL,
  'mcp_list_tools.in_progress': REMOTE_LIST,
  'mcp_list_tools.completed': REMOTE_LIST,
  'mcp_list_tools.failed': REMOTE_LIST,
  'rate_limits.updated': ['rate-limits-updated', 'rate_limits'],
  error: ['error-reported', 'error'],
};

function readMetadata(value: unknown): Readonly<Record<string, string>> | null {
  if (typeof value !== 'object' || !value) return null;
  const entries = Object.entries(value).filter(([, entry]) => typeof entry === 'string');
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

function readResponse(value: unknown, isDone: boolean): ServerEvent | string {
  const response = object<WireResponse>(value);
  const responseId = id(response.id);
  if (!responseId) return 'response.id';
  const shared = { responseId, metadata: readMetadata(response.metadata) };
  if (!isDone) {
    // Out-of-band responses belong to no conversation; recorded ones of the conversation always name it.
    return { type: 'response-started', ...shared, isOutOfBand: response.conversation_id === null };
  }
  const { reason, error } = object<NonNullable<WireResponse['status_details']>>(response.status_details);
  return {
    type: 'response-done',
    ...shared,
    outcome: oneOf(['cancelled', 'failed', 'incomplete'], response.status, 'completed'),
    reason: string(reason, null),
    error: error ? readError(error) : null,
    usage: readUsage(response.usage),
    items: list(response.output).flatMap((item) => readItem(item) ?? []),
  };
}

type WireDelta = Untrusted<WireServerEvents['response.output_audio.delta']>;

/** Reads a piece of what the agent says, which has to be in place and whole. */
function readDelta(
  type: 'text-delta' | 'output-transcript-delta' | 'audio-delta',
  wire: WireDelta,
): ServerEvent | string {
  const { response_id: responseId, item_id: itemId, delta } = wire;
  const isAudio = type === 'audio-delta';
  const missing = isAudio ? 'ids or base64' : 'ids or text';
  if (typeof delta !== 'string' || typeof responseId !== 'string' || typeof itemId !== 'string')
    return missing;
  const place = { responseId, itemId, contentIndex: count(wire.content_index) };
  if (!isAudio) return { type, ...place, delta };
  const audio = decodeBase64(delta);
  return audio ? { type, ...place, audio } : missing;
}

/**
 * Events of the protocol of before 2026. A server that sends one speaks no GA, whatever else it says; one of them is
 * still in the vendor's types.
 */
const BETA = /^(conversation\.item\.created|response\.(audio|text|audio_transcript)\.(delta|done))$/;

/**
 * The longest frame that is read, in characters. The vendor's own limit is 15 MiB for what clients send; one that a
 * broken server grows without bound must not take the page's memory with it.
 */
const MAX_FRAME_LENGTH = 64 * 1024 * 1024;

const malformed = (reason: string): readonly ServerEvent[] => [{ type: 'malformed', reason }];

/** Reads one frame. `called` holds the calls that were already asked for: each is to run once, however often it is told. */
export function decodeFrame(frame: string | ArrayBuffer, called: Set<string>): readonly ServerEvent[] {
  if (typeof frame !== 'string' || frame.length > MAX_FRAME_LENGTH)
    return malformed('a binary or endless frame');
  let wire: Untrusted<{ type: string }>;
  try {
    wire = object(JSON.parse(frame));
  } catch {
    // Not JSON is what `malformed` is for; the parser's own message would quote what users said.
    return malformed('not JSON');
  }
  return readEvent(wire, called);
}

function readEvent(wire: Untrusted<{ type: string }>, called: Set<string>): readonly ServerEvent[] {
  const type = text(wire.type);
  if (!type) return malformed('no type');
  const reader = entryOf<AnyReader>(READERS, type);
  if (!reader)
    return BETA.test(type)
      ? [{ type: 'error-reported', error: unsupportedProtocol(type) }]
      : [{ type: 'unknown', wireType: type }];
  const read = typeof reader === 'function' ? reader(wire) : readRow(wire, reader, EVENT_FIELDS);
  if (read === 'part') return [{ type: 'unknown', wireType: type }];
  if (typeof read === 'string') return malformed(`${type} without ${read}`);
  const event = read as ServerEvent;
  if (event.type !== 'output-item-done' || event.item.type !== 'tool-call') return [event];
  // A tool is called from its finished item and from nothing else: the wire tells of each call three times.
  const { id: itemId, status, callId, name, argumentsText } = event.item;
  if (status !== 'completed' || called.has(callId)) return [event];
  called.add(callId);
  return [
    event,
    { type: 'tool-call-requested', responseId: event.responseId, itemId, callId, name, argumentsText },
  ];
}
