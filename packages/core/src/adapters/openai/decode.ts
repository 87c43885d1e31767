import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { decodeFrame } from '../../protocol/decode-frame.ts';
import {
  isObject,
  readCount,
  readCountOr,
  readId,
  readIdOr,
  readObject,
  readText,
  readTextOr,
} from '../../util/untrusted.ts';
import type { CodecState } from './codec-state.ts';
import { readResponseEvent } from './decode-response.ts';
import { readSession } from './decode-session.ts';
import { readError, unsupportedProtocol } from './errors.ts';
import { withOwnIds } from './item-ids.ts';
import { requireItem } from './items.ts';
import { readRateLimits, readUsage } from './usage.ts';
import type { WireFields } from './wire-types.ts';

/**
 * Events of the beta protocol, which the vendor switched off in May 2026. A server that sends one cannot be used. Fields
 * prove nothing: xAI sends GA events with the session object of the beta protocol (recorded in summer 2026).
 */
const BETA = /^(conversation\.item\.created|response\.(audio|text|audio_transcript)\.(delta|done))$/;

/** OpenAI does not tell the browser why a server hangs up. An item whose id says so reaches both peers before. */
export const END_PREFIX = 'repartee_';

/** Reads one frame. */
export function decode(state: CodecState, frame: string | ArrayBuffer): readonly ServerEvent[] {
  return decodeFrame(state, frame, readMessage);
}

function readMessage(state: CodecState, type: string, wire: WireFields): void {
  for (const event of readEvents(state, type, wire)) state.emit(withOwnIds(state, event));
}

function readEvents(state: CodecState, type: string, wire: WireFields): readonly ServerEvent[] {
  const events = readResponseEvent(state, type, wire);
  if (events) return events;
  const event =
    readConversationEvent(state, type, wire) ??
    readTranscriptEvent(type, wire) ??
    readInputEvent(state, type, wire) ??
    readSessionEvent(type, wire);
  if (event) return [event];
  if (BETA.test(type)) return [{ type: 'error-received', error: unsupportedProtocol(type) }];
  // xAI also sends `completed` while the user still speaks. The final one follows (recorded in summer 2026).
  return type === TRANSCRIPT_DONE ? [] : [{ type: 'unknown', wireType: type }];
}

function readSessionEvent(type: string, wire: WireFields): ServerEvent | null {
  switch (type) {
    case 'session.created':
      return readSession('session-created', wire.session);
    case 'session.updated':
      return readSession('session-configured', wire.session);
    case 'output_audio_buffer.started':
      return readPlayout('playout-started', wire);
    case 'output_audio_buffer.stopped':
      return readPlayout('playout-stopped', wire);
    case 'output_audio_buffer.cleared':
      return readPlayout('playout-cleared', wire);
    case 'mcp_list_tools.in_progress':
      return readToolList(wire, 'in-progress');
    case 'mcp_list_tools.completed':
      return readToolList(wire, 'completed');
    case 'mcp_list_tools.failed':
      return readToolList(wire, 'failed');
    case 'rate_limits.updated':
      return { type: 'rate-limits-changed', limits: readRateLimits(wire.rate_limits) };
    case 'error':
      // Some self-hosted servers put the fields of the error beside the type.
      return { type: 'error-received', error: readError(isObject(wire.error) ? wire.error : wire) };
    default:
      return null;
  }
}

function readPlayout(
  type: 'playout-started' | 'playout-stopped' | 'playout-cleared',
  wire: WireFields,
): ServerEvent {
  return { type, responseId: readIdOr(wire.response_id, null) };
}

function readToolList(wire: WireFields, state: 'in-progress' | 'completed' | 'failed'): ServerEvent {
  return { type: 'remote-tool-list-changed', itemId: itemOf(wire), state };
}

const itemOf = (wire: WireFields): string => readId(wire.item_id, 'item_id');

function readConversationEvent(state: CodecState, type: string, wire: WireFields): ServerEvent | null {
  switch (type) {
    case 'conversation.created': {
      const { id } = readObject<{ id: string }>(wire.conversation);
      return { type: 'conversation-created', conversationId: readTextOr(id, null) };
    }
    case 'conversation.item.added':
      return readPlacedItem(state, 'item-added', wire);
    case 'conversation.item.done':
      return readPlacedItem(state, 'item-done', wire);
    case 'conversation.item.retrieved':
      return { type: 'item-received', item: requireItem(wire.item) };
    case 'conversation.item.deleted':
      return { type: 'item-removed', itemId: itemOf(wire) };
    case 'conversation.item.truncated':
      return {
        type: 'item-truncated',
        itemId: itemOf(wire),
        contentIndex: readCount(wire.content_index),
        audioEndMs: readCount(wire.audio_end_ms),
      };
    default:
      return null;
  }
}

function readPlacedItem(state: CodecState, type: 'item-added' | 'item-done', wire: WireFields): ServerEvent {
  const item = requireItem(wire.item);
  if (item.id.startsWith(END_PREFIX)) {
    // The app's server says why it hangs up next.
    const code = item.id.slice(END_PREFIX.length) as RealtimeErrorCode;
    return { type: 'error-received', error: { ...readError({}), code, effect: 'fatal' } };
  }
  // Images of a live view come and go: they are no entries of the conversation.
  if (item.id.startsWith('view_')) return { type: 'unknown', wireType: type };
  return { type, item, ...readPredecessor(state, item.id, wire.previous_item_id) };
}

/**
 * Reads the predecessor of an item. `null` means that the item is the first. xAI sends `null` for most items, wherever
 * they are (recorded in summer 2026), so `null` counts for the first item and for those that the app put in front.
 */
function readPredecessor(
  state: CodecState,
  itemId: string,
  value: unknown,
): { readonly previousItemId?: string | null } {
  state.firstItemId ??= itemId;
  if (typeof value === 'string') return { previousItemId: value };
  const isFirst = itemId === state.firstItemId || state.frontItemIds.has(itemId);
  return value === null && isFirst ? { previousItemId: null } : {};
}

const TRANSCRIPT_DONE = 'conversation.item.input_audio_transcription.completed';

function readTranscriptEvent(type: string, wire: WireFields): ServerEvent | null {
  switch (type) {
    case 'conversation.item.input_audio_transcription.delta':
      return { type: 'input-transcript-delta', itemId: itemOf(wire), delta: readText(wire.delta) };
    case TRANSCRIPT_DONE:
      if (wire.status === 'in_progress') return null;
      return {
        type: 'input-transcript-done',
        itemId: itemOf(wire),
        transcript: readText(wire.transcript),
        usage: readUsage(wire.usage),
      };
    case 'conversation.item.input_audio_transcription.failed':
      return {
        type: 'input-transcript-failed',
        itemId: itemOf(wire),
        message: readError(wire.error).message,
      };
    case 'conversation.item.input_audio_transcription.segment':
      return {
        type: 'input-transcript-segment-added',
        itemId: itemOf(wire),
        segmentId: readId(wire.id, 'id'),
        text: readText(wire.text),
        speaker: readTextOr(wire.speaker, null),
        startMs: readCount(wire.start) * 1000,
        endMs: readCount(wire.end) * 1000,
      };
    default:
      return null;
  }
}

function readInputEvent(state: CodecState, type: string, wire: WireFields): ServerEvent | null {
  switch (type) {
    case 'input_audio_buffer.speech_started':
      return {
        type: 'speech-started',
        itemId: readIdOr(wire.item_id, null),
        audioStartMs: readCountOr(wire.audio_start_ms, null),
      };
    case 'input_audio_buffer.speech_stopped':
      return {
        type: 'speech-stopped',
        itemId: readIdOr(wire.item_id, null),
        audioEndMs: readCountOr(wire.audio_end_ms, null),
      };
    case 'input_audio_buffer.committed': {
      const itemId = itemOf(wire);
      return { type: 'turn-committed', itemId, ...readPredecessor(state, itemId, wire.previous_item_id) };
    }
    case 'input_audio_buffer.cleared':
      return { type: 'input-cleared' };
    case 'input_audio_buffer.timeout_triggered':
      return {
        type: 'idle-timeout-reached',
        itemId: itemOf(wire),
        audioStartMs: readCount(wire.audio_start_ms),
        audioEndMs: readCount(wire.audio_end_ms),
      };
    case 'input_audio_buffer.dtmf_event_received':
      return { type: 'dtmf-received', key: readText(wire.event) };
    default:
      return null;
  }
}
