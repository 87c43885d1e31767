import { durationMs } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { OutputServerEvent } from '../protocol/server-event.ts';
import { cutOutput, isVoid } from './cut.ts';
import { entryOf } from './entries.ts';
import type { Track } from './machine.ts';
import { takeItem } from './reduce-items.ts';
import { expectPlayout, reducePlayout } from './reduce-playout.ts';
import { finishResponse, startResponse } from './reduce-response.ts';
import { changeRemoteTool, requestTool, withdrawTool } from './reduce-tools.ts';
import { recordUsage } from './reduce-usage.ts';
import type { Step } from './step.ts';
import { editNote, endTrack } from './tracks.ts';
import { addEntry, editMessage } from './transcript-edits.ts';
import type { MessageEntry } from './transcript.ts';

type EventOf<Type extends OutputServerEvent['type']> = Extract<OutputServerEvent, { type: Type }>;

/** Events about what the agent produces. */
export function reduceOutput(step: Step, event: OutputServerEvent, atMs: number): void {
  switch (event.type) {
    case 'audio-delta':
      return takeAudio(step, event, atMs);
    case 'output-transcript-delta':
    case 'text-delta':
      return takeWords(step, event);
    case 'output-transcript-done':
      return finishWords(step, event, event.transcript);
    case 'text-done':
      return finishWords(step, event, event.text);
    case 'output-words-timed':
      if (isVoid(step, event.responseId)) return;
      return void editMessage(step, event.itemId, (entry) => ({
        ...entry,
        wordTimes: [...(entry.wordTimes ?? []), ...event.words],
      }));
    case 'audio-done':
      return endTrack(step, event.itemId);
    case 'response-started':
      return startResponse(step, event, atMs);
    case 'response-done':
      return finishResponse(step, event);
    case 'usage-reported':
      return recordUsage(step, { id: event.responseId, source: 'response', record: event.usage });
    case 'output-item-added':
    case 'output-item-done':
      return takeOutputItem(step, event);
    case 'output-interrupted':
      if (cutOutput(step, event.by ?? 'vendor', false)) step.movePhase('cut');
      return;
    case 'tool-call-requested':
      return requestTool(step, event);
    case 'tool-call-withdrawn':
      return withdrawTool(step, event.callId);
    case 'remote-tool-call-changed':
      return changeRemoteTool(step, event);
    case 'playout-started':
    case 'playout-stopped':
    case 'playout-cleared':
      return reducePlayout(step, event.type, event.responseId, atMs);
    // The parts and arguments come again, whole, with their items.
    case 'content-added':
    case 'content-done':
    case 'tool-arguments-delta':
    case 'tool-arguments-done':
    case 'remote-tool-list-changed':
  }
}

function takeOutputItem(step: Step, event: EventOf<'output-item-added' | 'output-item-done'>): void {
  const isDone = event.type === 'output-item-done';
  noteItem(step, event.responseId, event.item.id);
  if (!step.machine.responses.get(event.responseId)?.isOutOfBand)
    takeItem(step, event.item, { responseId: event.responseId, isDone });
  if (isDone) endTrack(step, event.item.id);
}

/** Remembers what a response consists of, however it is told: all of it is closed with the response. */
function noteItem(step: Step, responseId: string, itemId: ItemId): void {
  const note = step.machine.responses.get(responseId);
  if (!note || note.itemIds.includes(itemId)) return;
  editNote(step, responseId, { ...note, itemIds: [...note.itemIds, itemId] });
}

function takeAudio(step: Step, event: EventOf<'audio-delta'>, atMs: number): void {
  const { itemId, responseId, audio, isLate } = event;
  if (isVoid(step, responseId) || audio.byteLength === 0) return;
  const before = step.machine.tracks.get(itemId);
  const goesOnAtMs = before || !isLate ? 0 : heardBefore(step, itemId);
  if (before?.isCut || (!before && !goesOnAtMs && !isPlayable(step, itemId))) return;
  if (!before) noteItem(step, responseId, itemId);
  const note = step.machine.responses.get(responseId);
  const track: Track = before ?? {
    responseId,
    contentIndex: event.contentIndex,
    receivedMs: goesOnAtMs,
    beforeMs: goesOnAtMs,
    isEnded: isLate ?? false,
    isCut: false,
    isOutOfBand: note?.isOutOfBand ?? false,
  };
  const receivedMs = track.receivedMs + durationMs(audio.byteLength, step.machine.outputFormat);
  step.update({ tracks: new Map(step.machine.tracks).set(itemId, { ...track, receivedMs }) });
  if (!before && note?.turn && note.turn.firstAudioAtMs === null) {
    editNote(step, responseId, { ...note, turn: { ...note.turn, firstAudioAtMs: atMs } });
  }
  step.do({ type: 'play', itemId, audio });
  // Nobody will tell the end of what has come after it: each piece may be the last.
  if (isLate) step.do({ type: 'end-item', itemId });
}

/** How much of an answer was heard before it went on behind its supposed end, in milliseconds. */
function heardBefore(step: Step, itemId: ItemId): number {
  const entry = entryOf(step.state.transcript, itemId);
  return entry?.kind === 'message' && entry.role === 'agent' && !entry.cut ? entry.receivedMs : 0;
}

/** Audio of an item that has been played to its end can only be a repetition; only the agent's are played at all. */
function isPlayable(step: Step, itemId: ItemId): boolean {
  const entry = entryOf(step.state.transcript, itemId);
  if (!entry) return true;
  return entry.kind === 'message' && entry.role === 'agent' && entry.cut === null && entry.receivedMs === 0;
}

function takeWords(step: Step, event: EventOf<'output-transcript-delta' | 'text-delta'>): void {
  const { itemId, responseId, delta } = event;
  if (isVoid(step, responseId)) return;
  if (event.type !== 'text-delta') expectPlayout(step, itemId, responseId);
  const note = step.machine.responses.get(responseId);
  if (note?.isOutOfBand) return editNote(step, responseId, { ...note, text: note.text + delta });
  if (event.contentIndex > 0) markManyParts(step, itemId);
  ensureAgentEntry(step, itemId, responseId, event.type === 'text-delta' ? 'text' : 'audio');
  editMessage(step, itemId, (entry) =>
    entry.state === 'streaming' ? { ...entry, text: entry.text + delta } : entry,
  );
}

/** The final words of a part are the truth where the item has but one; else the deltas stand. */
function finishWords(step: Step, event: EventOf<'output-transcript-done' | 'text-done'>, text: string): void {
  if (isVoid(step, event.responseId)) return;
  const note = step.machine.responses.get(event.responseId);
  if (note?.isOutOfBand) return editNote(step, event.responseId, { ...note, text });
  if (event.contentIndex > 0 || step.machine.manyParts.has(event.itemId)) return;
  ensureAgentEntry(step, event.itemId, event.responseId, event.type === 'text-done' ? 'text' : 'audio');
  editMessage(step, event.itemId, (entry) =>
    entry.state !== 'streaming' || entry.text === text ? entry : { ...entry, text },
  );
}

function ensureAgentEntry(
  step: Step,
  id: ItemId,
  responseId: string,
  modality: MessageEntry['modality'],
): void {
  if (entryOf(step.state.transcript, id)) return;
  noteItem(step, responseId, id);
  addEntry(
    step,
    {
      kind: 'message',
      id,
      connection: step.state.connection,
      role: 'agent',
      modality,
      text: '',
      images: [],
      state: 'streaming',
      stage: null,
      responseId,
      receivedMs: 0,
      heardMs: 0,
      cut: null,
    },
    undefined,
  );
}

function markManyParts(step: Step, itemId: ItemId): void {
  if (!step.machine.manyParts.has(itemId)) {
    step.update({ manyParts: new Set(step.machine.manyParts).add(itemId) });
  }
}
