import type { ConversationItem, ItemId, MessageItem } from '../protocol/conversation-item.ts';
import type { ItemServerEvent } from '../protocol/server-event.ts';
import { cutOutput, isVoid } from './cut.ts';
import { entryOf } from './entries.ts';
import { awaitWords } from './reduce-speech.ts';
import type { Step } from './step.ts';
import { madeMs } from './tracks.ts';
import { addEntry, dropEntry, editAnswer, hideItem, placeEntry, writeEntry } from './transcript-edits.ts';
import type { MessageEntry, RemoteToolEntry, TranscriptEntry } from './transcript.ts';

/** Where an item stands and what made it. */
interface ItemContext {
  readonly previousItemId?: ItemId | null;
  readonly responseId?: string | null;
  readonly isDone: boolean;
}

/** Events about the items of the conversation. */
export function reduceItems(step: Step, event: ItemServerEvent): void {
  switch (event.type) {
    case 'item-added':
      return takeItem(step, event.item, { previousItemId: event.previousItemId, isDone: false });
    // A finished item's predecessor is often left out on the wire: the one told when it was added stands.
    case 'item-done':
      return takeItem(step, event.item, { isDone: true });
    case 'item-removed':
      return removeItem(step, event.itemId);
    case 'item-truncated':
      return truncateItem(step, event.itemId, event.audioEndMs);
    case 'heard-text-received':
      return editAnswer(step, event.itemId, (entry) => ({
        ...entry,
        cut: { by: 'vendor', heardMs: entry.heardMs, ...entry.cut, heardText: event.text },
      }));
    case 'item-retrieved':
  }
}

/** Brings an item of the vendor into the transcript, or what is new about it. */
export function takeItem(step: Step, item: ConversationItem, context: ItemContext): void {
  const existing = entryOf(step.state.transcript, item.id);
  if (existing) {
    if (context.previousItemId != null) placeEntry(step, item.id, context.previousItemId);
    return updateEntry(step, existing, item, context);
  }
  if (step.machine.hidden.has(item.id)) return;
  // What a cut response still brings has never been heard by anyone: it gets no row.
  const entry = isVoid(step, context.responseId ?? null) ? null : createEntry(step, item, context);
  if (entry) addEntry(step, entry, context.previousItemId);
  else hideItem(step, item.id, context.previousItemId);
}

/**
 * A row that was cut stays when its item goes: the kit itself takes out what nobody heard, and the reader of the
 * transcript still wants to see that it was cut.
 */
function removeItem(step: Step, itemId: ItemId): void {
  const entry = entryOf(step.state.transcript, itemId);
  if (entry?.kind === 'message' && entry.cut) return;
  dropEntry(step, itemId);
}

/**
 * The vendor itself has cut an item at what it played out: no more than came here, where audio comes here at all. Our
 * own truncations come back as an echo.
 */
function truncateItem(step: Step, itemId: ItemId, audioEndMs: number): void {
  if (step.machine.capabilities.truncation !== 'vendor') return;
  const track = step.machine.tracks.get(itemId);
  editAnswer(step, itemId, (entry) => {
    const receivedMs = step.machine.isCall
      ? madeMs(step, itemId, audioEndMs)
      : track
        ? Math.floor(track.receivedMs)
        : entry.receivedMs || audioEndMs;
    const heardMs = Math.min(audioEndMs, receivedMs);
    const cut = { by: 'vendor', ...entry.cut, heardMs } as const;
    return { ...entry, state: 'interrupted', receivedMs, heardMs, cut };
  });
  // The first word of it: the vendor has fallen silent, whatever else it is about to say.
  if (step.machine.isCall && track && !track.isCut && cutOutput(step, 'vendor', false)) step.movePhase('cut');
}

function createEntry(step: Step, item: ConversationItem, context: ItemContext): TranscriptEntry | null {
  const base = { id: item.id, connection: step.state.connection };
  switch (item.type) {
    case 'message':
      return createMessage(step, item, context);
    case 'tool-call':
      return {
        ...base,
        kind: 'tool',
        callId: item.callId,
        name: item.name,
        argumentsText: item.argumentsText,
        state: 'requested',
        output: null,
        error: null,
        responseId: context.responseId ?? null,
      };
    case 'remote-tool-call': {
      const { serverLabel, name, argumentsText, output, errorMessage } = item;
      const state = remoteState(output, errorMessage, context.isDone);
      return { ...base, kind: 'remote-tool', serverLabel, name, argumentsText, state, output, errorMessage };
    }
    case 'approval-request': {
      const { serverLabel, name, argumentsText } = item;
      return { ...base, kind: 'approval', serverLabel, name, argumentsText, state: 'pending' };
    }
    default:
      return null;
  }
}

function createMessage(step: Step, item: MessageItem, context: ItemContext): MessageEntry {
  const isSpoken = item.content.some((part) => part.type === 'audio');
  const isAgent = item.role === 'agent';
  const entry: MessageEntry = {
    kind: 'message',
    id: item.id,
    connection: step.state.connection,
    role: item.role,
    modality: isSpoken || (isAgent && step.machine.config.outputModality !== 'text') ? 'audio' : 'text',
    text: textOf(item),
    images: item.content.flatMap((part) => (part.type === 'image' ? [part.url] : [])),
    state: isAgent ? 'streaming' : 'done',
    stage: item.stage ?? null,
    responseId: context.responseId ?? null,
    receivedMs: 0,
    heardMs: 0,
    cut: null,
  };
  if (isAgent) return context.isDone ? finishAgent(entry, item) : entry;
  if (!isSpoken || hasWords(item)) return entry;
  return awaitWords(step, { ...entry, state: 'speaking' });
}

function updateEntry(step: Step, entry: TranscriptEntry, item: ConversationItem, context: ItemContext): void {
  if (entry.kind === 'message' && item.type === 'message') {
    return updateMessage(step, entry, item, context);
  }
  if (entry.kind === 'tool' && item.type === 'tool-call') {
    const { argumentsText } = item;
    if (argumentsText.length > entry.argumentsText.length) writeEntry(step, { ...entry, argumentsText });
    return;
  }
  if (entry.kind === 'remote-tool' && item.type === 'remote-tool-call') {
    const { argumentsText, output, errorMessage } = item;
    const state = remoteState(output, errorMessage, context.isDone);
    writeEntry(step, { ...entry, argumentsText, output, errorMessage, state });
  }
}

function updateMessage(step: Step, entry: MessageEntry, item: MessageItem, context: ItemContext): void {
  const responseId = entry.responseId ?? context.responseId ?? null;
  const known = responseId === entry.responseId ? entry : { ...entry, responseId };
  if (item.role !== 'agent') {
    const isHeard = hasWords(item) && known.state !== 'done';
    const worded: MessageEntry = isHeard ? { ...known, text: textOf(item), state: 'done' } : known;
    return writeEntry(step, known.modality === 'audio' ? awaitWords(step, worded) : worded);
  }
  if (!context.isDone || known.state !== 'streaming') return writeEntry(step, known);
  // The late end of a response that was cut is no completion: how much of it counts is settled by the cut.
  if (isVoid(step, responseId)) return writeEntry(step, known);
  writeEntry(step, finishAgent(known, item));
}

function finishAgent(entry: MessageEntry, item: MessageItem): MessageEntry {
  const text = textOf(item) || entry.text;
  // Only the vendor's own cancellation leaves an item incomplete without a cut of ours.
  return {
    ...entry,
    text,
    state: item.status === 'incomplete' ? 'interrupted' : 'done',
    stage: item.stage ?? entry.stage,
  };
}

function textOf(item: MessageItem): string {
  return item.content
    .map((part) => (part.type === 'text' ? part.text : part.type === 'audio' ? (part.transcript ?? '') : ''))
    .join('');
}

function hasWords(item: MessageItem): boolean {
  return item.content.some(
    (part) =>
      (part.type === 'text' && part.text !== '') || (part.type === 'audio' && part.transcript !== null),
  );
}

function remoteState(
  output: string | null,
  errorMessage: string | null,
  isDone: boolean,
): RemoteToolEntry['state'] {
  if (errorMessage !== null) return 'failed';
  return output !== null || isDone ? 'succeeded' : 'running';
}
