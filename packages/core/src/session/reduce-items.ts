import type { ConversationItem, ItemId, MessageItem } from '../protocol/conversation-item.ts';
import type { ItemServerEvent } from '../protocol/server-event.ts';
import { cutOutput, isCancelled } from './cut.ts';
import type { EventHandlers } from './handlers.ts';
import { generatedMs } from './playouts.ts';
import { adoptOutput } from './reduce-tools.ts';
import type { Step } from './step.ts';
import {
  addEntry,
  awaitTranscript,
  createMessageEntry,
  dropEntry,
  editAnswer,
  imagesOf,
  placeEntry,
  rememberUnlisted,
  stampEntry,
  writeEntry,
} from './transcript-edits.ts';
import { entryOf } from './transcript/transcript.ts';
import type { MessageEntry, RemoteToolEntry, TranscriptEntry } from './transcript/transcript.ts';

/** The place of an item, and the response that made it. */
interface ItemContext {
  readonly previousItemId?: ItemId | null;
  readonly responseId?: string | null;
  readonly isDone: boolean;
}

/** Handlers of events about the items of the conversation. */
export const ITEM_HANDLERS: EventHandlers<ItemServerEvent> = {
  'item-added': (step, { item, previousItemId }) => takeItem(step, item, { previousItemId, isDone: false }),
  // Vendors often leave out the predecessor of a finished item: the one of the added item stands.
  'item-done': (step, { item }) => takeItem(step, item, { isDone: true }),
  'item-removed': (step, { itemId }) => removeItem(step, itemId),
  'item-truncated': (step, { itemId, audioEndMs }) => truncateItem(step, itemId, audioEndMs),
  'heard-text-received': (step, { itemId, text }) =>
    editAnswer(step, itemId, (entry) => ({
      ...entry,
      cut: { by: 'vendor', heardMs: entry.heardMs, ...entry.cut, heardText: text },
    })),
};

/** Adds an item of the vendor to the transcript, or updates its entry. */
export function takeItem(step: Step, item: ConversationItem, context: ItemContext): void {
  if (item.type === 'tool-output') adoptOutput(step, item);
  const existing = entryOf(step.public.transcript, item.id);
  if (existing) {
    if (context.previousItemId != null) placeEntry(step, item.id, context.previousItemId);
    return updateEntry(step, existing, item, context);
  }
  if (step.state.order.unlistedItems.has(item.id)) return;
  // Items that a cancelled response still brings were never heard: they get no row.
  const entry = isCancelled(step, context.responseId ?? null) ? null : createEntry(step, item, context);
  if (entry) addEntry(step, entry, context.previousItemId);
  else rememberUnlisted(step, item.id, context.previousItemId);
}

/**
 * An entry that was cut stays when its item is removed: the kit removes items of which nothing was heard, and the
 * transcript still shows that they were cut.
 */
function removeItem(step: Step, itemId: ItemId): void {
  const entry = entryOf(step.public.transcript, itemId);
  if (entry?.kind === 'message' && entry.cut) return;
  dropEntry(step, itemId);
}

/**
 * The vendor has cut an item at what it played: at most what was received, where the audio passes through the kit. Vendors
 * with client truncation only echo our own commands.
 */
function truncateItem(step: Step, itemId: ItemId, audioEndMs: number): void {
  const { playback, vendor } = step.state;
  if (vendor.capabilities.truncation !== 'vendor') return;
  const playout = playback.playouts.get(itemId);
  editAnswer(step, itemId, (entry) => {
    const receivedMs = vendor.isCall
      ? generatedMs(step, itemId, audioEndMs)
      : playout
        ? Math.floor(playout.receivedMs)
        : entry.receivedMs || audioEndMs;
    const heardMs = Math.min(audioEndMs, receivedMs);
    const cut = { by: 'vendor', ...entry.cut, heardMs } as const;
    return { ...entry, state: 'interrupted', receivedMs, heardMs, cut };
  });
  // In a call this may be the first event of an interruption: the vendor has fallen silent.
  if (vendor.isCall && playout && !playout.isCut && cutOutput(step, 'vendor', false)) step.movePhase('cut');
}

function createEntry(step: Step, item: ConversationItem, context: ItemContext): TranscriptEntry | null {
  const base = { id: item.id, ...stampEntry(step) };
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
    // These have no rows.
    case 'tool-output':
    case 'remote-tool-list':
    case 'approval-response':
    case 'unknown':
      return null;
  }
}

function createMessage(step: Step, item: MessageItem, context: ItemContext): MessageEntry {
  const { id, role } = item;
  const isSpoken = item.content.some((part) => part.type === 'audio');
  const isAgent = role === 'agent';
  const isAudio = isSpoken || (isAgent && step.state.vendor.config.outputModality !== 'text');
  const entry = createMessageEntry(step, {
    id,
    role,
    modality: isAudio ? 'audio' : 'text',
    text: textOf(item),
    images: imagesOf(item),
    state: isAgent ? 'streaming' : 'done',
    stage: item.stage ?? null,
    responseId: context.responseId ?? null,
  });
  if (isAgent) return context.isDone ? finishAgent(entry, item) : entry;
  if (!isSpoken || hasWords(item)) return entry;
  return awaitTranscript(step, { ...entry, state: 'speaking' });
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
    return writeEntry(step, known.modality === 'audio' ? awaitTranscript(step, worded) : worded);
  }
  if (!context.isDone || known.state !== 'streaming') return writeEntry(step, known);
  // The late end of a cancelled response completes nothing: the cut settles how much of it counts.
  if (isCancelled(step, responseId)) return writeEntry(step, known);
  writeEntry(step, finishAgent(known, item));
}

function finishAgent(entry: MessageEntry, item: MessageItem): MessageEntry {
  const text = textOf(item) || entry.text;
  // An item is incomplete without a cut of ours only when the vendor cancelled it.
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
