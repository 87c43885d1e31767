import type { ConversationItem } from '../../protocol/conversation-item.ts';
import type { ResponseOutcome, ServerEvent } from '../../protocol/server-event.ts';
import { decodeAudioBase64 } from '../../util/base64.ts';
import {
  readCount,
  readEach,
  readId,
  readIdOr,
  readObject,
  readText,
  readTextOr,
  UnreadableFrame,
} from '../../util/untrusted.ts';
import type { CodecState } from './codec-state.ts';
import { readError } from './errors.ts';
import { readItem, readPart, requireItem } from './items.ts';
import { readUsage } from './usage.ts';
import type { WireFields, WireResponse } from './wire-types.ts';

type Events = readonly ServerEvent[];

/** Reads an event of a response; `null` for one that this version does not know. */
export function readResponseEvent(state: CodecState, type: string, wire: WireFields): Events | null {
  const delta = readDelta(type, wire);
  if (delta && !state.isResponseUnnamed) return [delta];
  if (type === 'response.created') return readStart(state, wire);
  if (type === 'response.done') return readEnd(state, wire);
  const events = delta ? [delta] : (readOutputEvent(state, type, wire) ?? readCallEvent(type, wire));
  if (!events || !state.isResponseUnnamed) return events;
  return [...startLate(state, readIdOr(wire.response_id, null)), ...events];
}

/** Reads the events that come a hundred times as often as all others: without a copy of their fields. */
function readDelta(type: string, wire: WireFields): ServerEvent | null {
  if (type === 'response.output_audio.delta') {
    const audio = decodeAudioBase64(requireText(wire.delta, 'delta'));
    if (!audio) throw new UnreadableFrame('without base64');
    return {
      type: 'audio-delta',
      responseId: readId(wire.response_id, 'response_id'),
      itemId: readId(wire.item_id, 'item_id'),
      contentIndex: readCount(wire.content_index),
      audio,
    };
  }
  if (type !== 'response.output_audio_transcript.delta' && type !== 'response.output_text.delta') return null;
  return {
    type: type === 'response.output_text.delta' ? 'text-delta' : 'output-transcript-delta',
    responseId: readId(wire.response_id, 'response_id'),
    itemId: readId(wire.item_id, 'item_id'),
    contentIndex: readCount(wire.content_index),
    delta: requireText(wire.delta, 'delta'),
  };
}

function readOutputEvent(state: CodecState, type: string, wire: WireFields): Events | null {
  switch (type) {
    case 'response.output_audio.done':
      return [{ type: 'audio-done', ...readPlace(wire) }];
    case 'response.output_audio_transcript.done':
      return [{ type: 'output-transcript-done', ...readPlace(wire), transcript: readText(wire.transcript) }];
    case 'response.output_text.done':
      return [{ type: 'text-done', ...readPlace(wire), text: readText(wire.text) }];
    case 'response.content_part.added':
      return readContent('content-added', wire);
    case 'response.content_part.done':
      return readContent('content-done', wire);
    case 'response.output_item.added':
      return [{ type: 'output-item-added', ...readOutputItem(wire) }];
    case 'response.output_item.done':
      return readFinishedItem(state, readOutputItem(wire));
    default:
      return null;
  }
}

function readPlace(wire: WireFields) {
  return {
    responseId: readId(wire.response_id, 'response_id'),
    itemId: readId(wire.item_id, 'item_id'),
    contentIndex: readCount(wire.content_index),
  };
}

function requireText(value: unknown, field: string): string {
  if (typeof value !== 'string') throw new UnreadableFrame(`without ${field}`);
  return value;
}

/** Reads a part of an item. One of a newer kind counts as unknown. */
function readContent(type: 'content-added' | 'content-done', wire: WireFields): Events | null {
  const place = readPlace(wire);
  const part = readPart(wire.part);
  return part ? [{ type, ...place, part }] : null;
}

function readOutputItem(wire: WireFields) {
  return {
    responseId: readId(wire.response_id, 'response_id'),
    outputIndex: readCount(wire.output_index),
    item: requireItem(wire.item),
  };
}

type OutputItem = ReturnType<typeof readOutputItem>;

/** Reads a finished item. A call is requested once, from its finished item: the vendor announces each call three times. */
function readFinishedItem(state: CodecState, output: OutputItem): Events {
  const { responseId, item } = output;
  const done: ServerEvent = { type: 'output-item-done', ...output };
  if (item.type !== 'tool-call' || item.status !== 'completed' || state.requestedCallIds.has(item.callId))
    return [done];
  state.requestedCallIds.add(item.callId);
  const { id: itemId, callId, name, argumentsText } = item;
  return [done, { type: 'tool-call-requested', responseId, itemId, callId, name, argumentsText }];
}

function readCallEvent(type: string, wire: WireFields): Events | null {
  switch (type) {
    case 'response.function_call_arguments.delta':
    case 'response.mcp_call_arguments.delta':
      return [{ type: 'tool-arguments-delta', ...readCall(wire), delta: readText(wire.delta) }];
    case 'response.function_call_arguments.done':
    case 'response.mcp_call_arguments.done': {
      const name = readTextOr(wire.name, null);
      return [
        { type: 'tool-arguments-done', ...readCall(wire), name, argumentsText: readText(wire.arguments) },
      ];
    }
    case 'response.mcp_call.in_progress':
      return [readRemoteCall(wire, 'in-progress')];
    case 'response.mcp_call.completed':
      return [readRemoteCall(wire, 'completed')];
    case 'response.mcp_call.failed':
      return [readRemoteCall(wire, 'failed')];
    default:
      return null;
  }
}

/** Remote calls have no `call_id`. */
function readCall(wire: WireFields) {
  return {
    responseId: readIdOr(wire.response_id, null),
    itemId: readId(wire.item_id, 'item_id'),
    callId: readIdOr(wire.call_id, null),
  };
}

function readRemoteCall(wire: WireFields, state: 'in-progress' | 'completed' | 'failed'): ServerEvent {
  return { type: 'remote-tool-call-changed', itemId: readId(wire.item_id, 'item_id'), state };
}

function readStart(state: CodecState, wire: WireFields): Events {
  const response = readObject<WireResponse>(wire.response);
  const responseId = readResponseId(response, wire);
  if (responseId === null) {
    state.isResponseUnnamed = true;
    throw new UnreadableFrame('without response.id');
  }
  // Recorded responses of the conversation always name it. Out-of-band responses belong to none.
  const isOutOfBand = response.conversation_id === null;
  return start(state, responseId, isOutOfBand, readMetadata(response.metadata));
}

/** Starts a response whose own `response.created` could not be read, once another event names it. */
function startLate(state: CodecState, responseId: string | null): Events {
  if (responseId === null || state.activeResponses.has(responseId)) return [];
  return start(state, responseId, false, null);
}

/**
 * Starts a response. A conversation has one response at a time (the vendor refuses a second one), so the start of a
 * response shows that the one before has ended, even if its `response.done` did not come.
 */
function start(
  state: CodecState,
  responseId: string,
  isOutOfBand: boolean,
  metadata: Readonly<Record<string, string>> | null,
): Events {
  if (state.endedResponseIds.has(responseId)) return [];
  const overdue = [...state.activeResponses].filter(
    ([id, isOther]) => id !== responseId && !isOther && !isOutOfBand,
  );
  for (const [id] of overdue) end(state, id);
  state.activeResponses.set(responseId, isOutOfBand);
  if (!isOutOfBand) state.isResponseUnnamed = false;
  return [
    ...overdue.map(([id]): ServerEvent => ({ ...UNKNOWN_END, responseId: id })),
    { type: 'response-started', responseId, metadata, isOutOfBand },
  ];
}

const UNKNOWN_END = {
  type: 'response-done',
  metadata: null,
  outcome: 'completed',
  reason: null,
  error: null,
  usage: null,
  items: [],
} as const;

function end(state: CodecState, responseId: string): void {
  state.activeResponses.delete(responseId);
  state.endedResponseIds.add(responseId);
}

/** Reads the end of a response. One without an id that can be read ends the only response that is active. */
function readEnd(state: CodecState, wire: WireFields): Events {
  const response = readObject<WireResponse>(wire.response);
  const responseId = readResponseId(response, wire) ?? guessEnded(state);
  if (responseId === null) throw new UnreadableFrame('without response.id');
  // xAI puts the usage beside the response.
  const usage = readUsage(response.usage) ?? readUsage(wire.usage);
  const outcome = readOutcome(response.status);
  const items = readEach(response.output, readItem);
  const calls = outcome === 'completed' ? readUnannouncedCalls(state, responseId, items) : [];
  // The start of the next response has already ended it, or the event came twice.
  if (state.endedResponseIds.has(responseId))
    return usage ? [...calls, { type: 'usage-received', responseId, usage }] : calls;
  const started = state.isResponseUnnamed ? startLate(state, responseId) : [];
  end(state, responseId);
  const details = readObject<NonNullable<WireResponse['status_details']>>(response.status_details);
  return [
    ...started,
    ...calls,
    {
      type: 'response-done',
      responseId,
      metadata: readMetadata(response.metadata),
      outcome,
      reason: readTextOr(details.reason, null),
      error: details.error ? readError(details.error) : null,
      usage,
      items,
    },
  ];
}

/** Reads the calls of a response whose own events did not come: one can be lost, and a compatible server may send none. */
function readUnannouncedCalls(
  state: CodecState,
  responseId: string,
  items: readonly ConversationItem[],
): Events {
  return items.flatMap((item, outputIndex) => {
    const [done, requested] = readFinishedItem(state, { responseId, outputIndex, item });
    return done && requested ? [done, requested] : [];
  });
}

/** Finds the response that ends where the vendor's event names none: the only active one, or the one without a name. */
function guessEnded(state: CodecState): string | null {
  const [only, ...others] = state.activeResponses.keys();
  if (only !== undefined) return others.length === 0 ? only : null;
  return state.isResponseUnnamed ? state.createId('unnamed') : null;
}

/** xAI repeats the id beside the response. */
function readResponseId(response: { readonly id?: unknown }, wire: WireFields): string | null {
  return readIdOr(response.id, null) ?? readIdOr(wire.response_id, null);
}

function readOutcome(status: unknown): ResponseOutcome {
  return status === 'cancelled' || status === 'failed' || status === 'incomplete' ? status : 'completed';
}

function readMetadata(value: unknown): Readonly<Record<string, string>> | null {
  const entries = Object.entries(readObject<Record<string, unknown>>(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}
