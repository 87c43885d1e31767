import type { ResponseOutcome, ServerEvent } from '../../protocol/server-event.ts';
import { decodeBase64 } from '../../util/base64.ts';
import { readError, unsupportedProtocol } from './errors.ts';
import { FIELDS, readItem, readPart } from './items.ts';
import { count, id, list, object, readRow, string, text } from './read.ts';
import type { FieldTable, Row, Untrusted } from './read.ts';
import { readSession } from './session-events.ts';
import { readRateLimits, readUsage } from './usage.ts';
import type { WireResponse, WireServerEvents } from './wire-types.ts';

/** Fields that only events have, or that mean something else in them. */
const EVENT_FIELDS = {
  ...FIELDS,
  id: ['segmentId', id],
  event: ['key', text],
  speaker: ['speaker', text],
  start: ['startMs', (value: unknown) => count(value) * 1000],
  end: ['endMs', (value: unknown) => count(value) * 1000],
  item: ['item', readItem],
  part: ['part', readPart],
  usage: ['usage', readUsage],
  error: ['error', readError],
  rate_limits: ['limits', readRateLimits],
  conversation: ['conversationId', (value: unknown) => string(object<{ id: string }>(value).id, null)],
  previous_item_id: [
    'previousItemId',
    (value: unknown) => (value === null ? null : string(value, undefined)),
  ],
  type: ['state', (value: unknown) => text(value).split('.').pop()?.replace('_', '-')],
} as const satisfies FieldTable;

type Name = keyof WireServerEvents;
type Fields<Type extends Name> = (keyof WireServerEvents[Type] | 'type') & keyof typeof EVENT_FIELDS;

/** A row, or a function that returns the event or the name of the field that is missing. */
type Reader<Type extends Name> =
  | Row<Fields<Type> | Absent>
  | ((wire: Untrusted<WireServerEvents[Type]>) => ServerEvent | string);

/** Remote calls have none of these on the wire; asked for as optional, they read as `null`. */
type Absent = 'call_id' | 'name';

const POSITION = ['response_id', 'item_id', 'content_index'] as const;

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
  'response.created': (wire) => readResponseStart(wire.response),
  'response.done': (wire) => readResponseDone(wire.response),
  'response.output_item.added': ['output-item-added', 'response_id', 'output_index', 'item'],
  'response.output_item.done': ['output-item-done', 'response_id', 'output_index', 'item'],
  'response.content_part.added': ['content-added', ...POSITION, 'part'],
  'response.content_part.done': ['content-done', ...POSITION, 'part'],
  // These three are read by `readDelta`; only what it cannot read comes here.
  'response.output_text.delta': () => 'ids or text',
  'response.output_text.done': ['text-done', ...POSITION, 'text'],
  'response.output_audio.delta': () => 'ids or base64',
  'response.output_audio.done': ['audio-done', ...POSITION],
  'response.output_audio_transcript.delta': () => 'ids or text',
  'response.output_audio_transcript.done': ['output-transcript-done', ...POSITION, 'transcript'],
  'response.function_call_arguments.delta': [
    'tool-arguments-delta',
    'response_id?',
    'item_id',
    'call_id?',
    'delta',
  ],
  'response.function_call_arguments.done': [
    'tool-arguments-done',
    'response_id?',
    'item_id',
    'call_id?',
    'name?',
    'arguments',
  ],
  'response.mcp_call_arguments.delta': [
    'tool-arguments-delta',
    'response_id?',
    'item_id',
    'call_id?',
    'delta',
  ],
  'response.mcp_call_arguments.done': [
    'tool-arguments-done',
    'response_id?',
    'item_id',
    'call_id?',
    'name?',
    'arguments',
  ],
  'response.mcp_call.in_progress': ['remote-tool-call-changed', 'item_id', 'type'],
  'response.mcp_call.completed': ['remote-tool-call-changed', 'item_id', 'type'],
  'response.mcp_call.failed': ['remote-tool-call-changed', 'item_id', 'type'],
  'mcp_list_tools.in_progress': ['remote-tool-list-changed', 'item_id', 'type'],
  'mcp_list_tools.completed': ['remote-tool-list-changed', 'item_id', 'type'],
  'mcp_list_tools.failed': ['remote-tool-list-changed', 'item_id', 'type'],
  'rate_limits.updated': ['rate-limits-updated', 'rate_limits'],
  error: ['error-reported', 'error'],
};

function readMetadata(value: unknown): Readonly<Record<string, string>> | null {
  if (typeof value !== 'object' || !value) return null;
  const entries = Object.entries(value).filter(([, entry]) => typeof entry === 'string');
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

function readResponseStart(value: unknown): ServerEvent | string {
  const response = object<WireResponse>(value);
  const responseId = id(response.id);
  if (!responseId) return 'response.id';
  return {
    type: 'response-started',
    responseId,
    // Out-of-band responses belong to no conversation; recorded ones of the conversation always name it.
    isOutOfBand: response.conversation_id === null,
    metadata: readMetadata(response.metadata),
  };
}

function readResponseDone(value: unknown): ServerEvent | string {
  const response = object<WireResponse>(value);
  const responseId = id(response.id);
  if (!responseId) return 'response.id';
  const { reason, error } = object<NonNullable<WireResponse['status_details']>>(response.status_details);
  const status = text(response.status);
  return {
    type: 'response-done',
    responseId,
    outcome: /^(cancelled|failed|incomplete)$/.test(status) ? (status as ResponseOutcome) : 'completed',
    reason: string(reason, null),
    error: error ? readError(error) : null,
    usage: readUsage(response.usage),
    metadata: readMetadata(response.metadata),
    items: list(response.output).flatMap((item) => readItem(item) ?? []),
  };
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
  return readDelta(wire) ?? readEvent(wire, called);
}

/** Reads the deltas of output. They are most of what comes, and are read without a loop. */
function readDelta(wire: Untrusted<WireServerEvents['response.output_audio.delta'] & { type: string }>) {
  const { type, response_id: responseId, item_id: itemId, delta } = wire;
  if (typeof delta !== 'string' || typeof responseId !== 'string' || typeof itemId !== 'string') return null;
  const contentIndex = count(wire.content_index);
  switch (type) {
    case 'response.output_audio.delta': {
      const audio = decodeBase64(delta);
      return audio ? [{ type: 'audio-delta' as const, responseId, itemId, contentIndex, audio }] : null;
    }
    case 'response.output_audio_transcript.delta':
      return [{ type: 'output-transcript-delta' as const, responseId, itemId, contentIndex, delta }];
    case 'response.output_text.delta':
      return [{ type: 'text-delta' as const, responseId, itemId, contentIndex, delta }];
    default:
      return null;
  }
}

function readEvent(wire: Untrusted<{ type: string }>, called: Set<string>): readonly ServerEvent[] {
  const type = text(wire.type);
  if (!type) return malformed('no type');
  if (BETA.test(type)) return [{ type: 'error-reported', error: unsupportedProtocol(type) }];
  if (!Object.hasOwn(READERS, type)) return [{ type: 'unknown', wireType: type }];
  const reader: Row | ((wire: object) => ServerEvent | string) = READERS[type as 'error'];
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
