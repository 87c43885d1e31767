import { durationMs } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { OutputServerEvent } from '../protocol/server-event.ts';
import { cutOutput, isCancelled } from './cut.ts';
import { ignore } from './handlers.ts';
import type { EventHandlers, EventOf, Timing } from './handlers.ts';
import { agentRate, endPlayout } from './playouts.ts';
import { takeItem } from './reduce-items.ts';
import { finishResponse, startResponse } from './reduce-response.ts';
import { cancelTool, changeRemoteTool, requestTool } from './reduce-tools.ts';
import { recordUsage } from './reduce-usage.ts';
import type { PlayoutEvent, Step } from './step.ts';
import { addEntry, createMessageEntry, editMessage } from './transcript-edits.ts';
import { entryOf } from './transcript/transcript.ts';
import type { MessageEntry } from './transcript/transcript.ts';

/** The number of items with several text parts that are remembered. Their final texts follow soon. */
const MAX_MULTIPART = 64;

/** Handlers of events about the agent's output. */
export const OUTPUT_HANDLERS: EventHandlers<OutputServerEvent> = {
  'playout-started': takePlayout,
  'playout-stopped': takePlayout,
  'playout-cleared': takePlayout,
  'audio-delta': (step, event, { atMs }) => takeAudio(step, event, atMs),
  'audio-done': (step, { itemId }) => endPlayout(step, itemId),
  'output-transcript-delta': takeTextDelta,
  'text-delta': takeTextDelta,
  'output-transcript-done': (step, event) => takeFinalText(step, event, event.transcript),
  'text-done': (step, event) => takeFinalText(step, event, event.text),
  'word-times-received': takeWordTimes,
  'response-started': (step, event, { atMs }) => startResponse(step, event, atMs),
  'response-done': finishResponse,
  'usage-received': (step, { responseId, usage }) =>
    recordUsage(step, { id: responseId, source: 'response', record: usage }),
  'output-item-added': takeOutputItem,
  'output-item-done': takeOutputItem,
  'output-interrupted': (step, { by }) => {
    if (cutOutput(step, by ?? 'vendor', false)) step.movePhase('cut');
  },
  'tool-call-requested': requestTool,
  'tool-call-cancelled': (step, { callId }) => cancelTool(step, callId),
  'remote-tool-call-changed': changeRemoteTool,
  // Content parts and arguments come again, complete, with their items.
  'content-added': ignore,
  'content-done': ignore,
  'tool-arguments-delta': ignore,
  'tool-arguments-done': ignore,
  'remote-tool-list-changed': ignore,
};

function takePlayout(step: Step, event: PlayoutEvent, { atMs }: Timing): void {
  step.call?.takePlayout(step, event, atMs);
}

function takeOutputItem(step: Step, event: EventOf<'output-item-added'>): void {
  const isDone = event.type === 'output-item-done';
  rememberItem(step, event.responseId, event.item.id);
  if (!step.state.responses.active.get(event.responseId)?.isOutOfBand)
    takeItem(step, event.item, { responseId: event.responseId, isDone });
  if (isDone) endPlayout(step, event.item.id);
}

/** Remembers the items of a response, whichever event names them first: all of them are closed with the response. */
function rememberItem(step: Step, responseId: string, itemId: ItemId): void {
  const response = step.state.responses.active.get(responseId);
  if (!response || response.itemIds.includes(itemId)) return;
  step.setResponse(responseId, { ...response, itemIds: [...response.itemIds, itemId] });
}

/** Plays a chunk of the agent's audio, unless its response was cancelled. */
export function takeAudio(step: Step, event: EventOf<'audio-delta'>, atMs: number): void {
  const { itemId, responseId, audio, continuesItem = false } = event;
  if (isCancelled(step, responseId) || audio.byteLength === 0) return;
  const before = step.state.playback.playouts.get(itemId);
  const beforeMs = before || !continuesItem ? 0 : heardBefore(step, itemId);
  if (before?.isCut || (!before && !beforeMs && !isPlayable(step, itemId))) return;
  if (!before) rememberItem(step, responseId, itemId);
  const response = step.state.responses.active.get(responseId);
  const playout = before ?? {
    responseId,
    contentIndex: event.contentIndex,
    receivedMs: beforeMs,
    speechRate: agentRate(step.state),
    beforeMs,
    isEnded: continuesItem,
    isCut: false,
    isOutOfBand: response?.isOutOfBand ?? false,
  };
  const receivedMs = playout.receivedMs + durationMs(audio.byteLength, step.state.vendor.outputFormat);
  step.setPlayout(itemId, { ...playout, receivedMs });
  if (!before && response?.turn && response.turn.firstAudioAtMs === null) {
    step.setResponse(responseId, { ...response, turn: { ...response.turn, firstAudioAtMs: atMs } });
  }
  step.do({ type: 'play', itemId, audio });
  // The vendor sends no end for audio behind the supposed end of an item: each chunk may be the last.
  if (continuesItem) step.do({ type: 'end-item', itemId });
}

/** The part of an answer that was heard before it continued behind its supposed end, in milliseconds. */
function heardBefore(step: Step, itemId: ItemId): number {
  const entry = entryOf(step.public.transcript, itemId);
  return entry?.kind === 'message' && entry.role === 'agent' && !entry.cut ? entry.receivedMs : 0;
}

/** Audio of an item that has been played to its end can only be a repetition. Only the agent's items are played. */
function isPlayable(step: Step, itemId: ItemId): boolean {
  const entry = entryOf(step.public.transcript, itemId);
  if (!entry) return true;
  return entry.kind === 'message' && entry.role === 'agent' && entry.cut === null && entry.receivedMs === 0;
}

/** Adds the times at which words of an answer sound. */
export function takeWordTimes(step: Step, event: EventOf<'word-times-received'>): void {
  if (isCancelled(step, event.responseId)) return;
  editMessage(step, event.itemId, (entry) => ({
    ...entry,
    // Spreading would go through the words one by one, and reserve room for more of them.
    wordTimes: entry.wordTimes ? entry.wordTimes.concat(event.words) : event.words,
  }));
}

function takeTextDelta(step: Step, event: EventOf<'output-transcript-delta' | 'text-delta'>): void {
  const { itemId, responseId, delta } = event;
  if (isCancelled(step, responseId)) return;
  if (event.type !== 'text-delta') step.call?.expectPlayout(step, itemId, responseId);
  const response = step.state.responses.active.get(responseId);
  if (response?.isOutOfBand) {
    return step.setResponse(responseId, { ...response, text: response.text + delta });
  }
  if (event.contentIndex > 0) markMultipart(step, itemId);
  ensureAgentEntry(step, itemId, responseId, event.type === 'text-delta' ? 'text' : 'audio');
  editMessage(step, itemId, (entry) =>
    entry.state === 'streaming' ? { ...entry, text: entry.text + delta } : entry,
  );
}

/** The final text of a part replaces the deltas where the item has one part only. */
function takeFinalText(
  step: Step,
  event: EventOf<'output-transcript-done' | 'text-done'>,
  text: string,
): void {
  const { itemId, responseId } = event;
  if (isCancelled(step, responseId)) return;
  const response = step.state.responses.active.get(responseId);
  if (response?.isOutOfBand) return step.setResponse(responseId, { ...response, text });
  if (event.contentIndex > 0 || step.state.order.multipartItemIds.includes(itemId)) return;
  ensureAgentEntry(step, itemId, responseId, event.type === 'text-done' ? 'text' : 'audio');
  editMessage(step, itemId, (entry) =>
    entry.state !== 'streaming' || entry.text === text ? entry : { ...entry, text },
  );
}

function ensureAgentEntry(
  step: Step,
  id: ItemId,
  responseId: string,
  modality: MessageEntry['modality'],
): void {
  if (entryOf(step.public.transcript, id)) return;
  rememberItem(step, responseId, id);
  addEntry(step, createMessageEntry(step, { id, role: 'agent', modality, state: 'streaming', responseId }));
}

function markMultipart(step: Step, itemId: ItemId): void {
  const { multipartItemIds } = step.state.order;
  if (multipartItemIds.includes(itemId)) return;
  step.update('order', { multipartItemIds: [...multipartItemIds, itemId].slice(-MAX_MULTIPART) });
}
