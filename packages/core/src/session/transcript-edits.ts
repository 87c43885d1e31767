import { isCallOpen } from './open-calls.ts';
import type { ItemId, MessageItem } from '../protocol/conversation-item.ts';
import type { InternalState } from './internal-state.ts';
import type { Step } from './step.ts';
import { entryOf } from './transcript/transcript.ts';
import type { MessageEntry, Transcript, TranscriptEntry } from './transcript/transcript.ts';

/** The number of items without an entry that are remembered. The order is only followed through recent ones. */
const MAX_UNLISTED = 64;

/** Most entries have no images. They share one list: a thousand empty ones take as much memory as their words. */
const NO_IMAGES: readonly string[] = Object.freeze([]);

/** Makes a message entry of the current connection. Fields that are left out have the values of an empty message. */
export function createMessageEntry(
  step: Step,
  fields: Pick<MessageEntry, 'id' | 'role' | 'modality' | 'state'> & Partial<MessageEntry>,
): MessageEntry {
  return {
    kind: 'message',
    ...stampEntry(step),
    text: '',
    images: NO_IMAGES,
    stage: null,
    responseId: null,
    receivedMs: 0,
    heardMs: 0,
    cut: null,
    ...fields,
  };
}

/** The images of an item. */
export function imagesOf(item: MessageItem): readonly string[] {
  const urls = item.content.flatMap((part) => (part.type === 'image' ? [part.url] : []));
  return urls.length > 0 ? urls : NO_IMAGES;
}

/** The connection and the time of an entry that is made now. */
export function stampEntry(step: Step): Pick<TranscriptEntry, 'connection' | 'createdAtMs' | 'audioStartMs'> {
  return { connection: step.public.connection, createdAtMs: step.moment.wallMs, audioStartMs: null };
}

/**
 * Adds an entry behind another one, or at the end where that one is unknown. An answer may arrive before its question:
 * the answer then stands at the end and is remembered, so that the question can be put in front of it.
 */
export function addEntry(step: Step, entry: TranscriptEntry, previousItemId?: ItemId | null): void {
  const { transcript } = step.public;
  const anchor = anchorOf(step.state, previousItemId);
  const successor = step.state.order.awaitedPredecessors.get(entry.id);
  const order =
    successor !== undefined && transcript.order.includes(successor)
      ? transcript.order.toSpliced(transcript.order.indexOf(successor), 0, entry.id)
      : insert(transcript.order, entry.id, anchor);
  step.patch({ transcript: { ...transcript, order } });
  if (anchor !== null && !transcript.order.includes(anchor)) {
    const { awaitedPredecessors } = step.state.order;
    step.update('order', { awaitedPredecessors: bounded(awaitedPredecessors, anchor, entry.id) });
  }
  writeEntry(step, entry);
  step.emit('entry-added', entry);
}

/** Moves an entry to its place once the vendor has named its predecessor. An entry in the right place does not move. */
export function placeEntry(step: Step, id: ItemId, previousItemId: ItemId | null | undefined): void {
  const anchor = anchorOf(step.state, previousItemId);
  const { order } = step.public.transcript;
  if (anchor === null || anchor === id) return;
  const at = order.indexOf(id);
  if (at <= 0 || order[at - 1] === anchor || !order.includes(anchor)) return;
  // An entry that the app wrote and the vendor has not placed yet may stand in between: only move forward in time.
  if (order.indexOf(anchor) < at) return;
  const rest = order.filter((other) => other !== id);
  step.patch({ transcript: { ...step.public.transcript, order: insert(rest, id, anchor) } });
}

/** Replaces an entry's content, and archives the entry when it can no longer change. */
export function writeEntry(step: Step, entry: TranscriptEntry): void {
  const { transcript } = step.public;
  const before = entryOf(transcript, entry.id);
  if (before === entry) return;
  step.patch({ transcript: store(transcript, entry, isSettled(step.state, entry)) });
  if (isFinal(entry) && !(before && isFinal(before))) step.emit('entry-done', entry);
}

/** Changes a message entry if there is one by that id. */
export function editMessage(step: Step, id: ItemId, edit: (entry: MessageEntry) => MessageEntry): void {
  const entry = entryOf(step.public.transcript, id);
  if (entry?.kind === 'message') writeEntry(step, edit(entry));
}

/** Changes one of the agent's entries. An event about an answer cannot change an entry of the user. */
export function editAnswer(step: Step, id: ItemId, edit: (entry: MessageEntry) => MessageEntry): void {
  editMessage(step, id, (entry) => (entry.role === 'agent' ? edit(entry) : entry));
}

/** Changes one of the user's entries. */
export function editSpeech(step: Step, id: ItemId, edit: (entry: MessageEntry) => MessageEntry): void {
  editMessage(step, id, (entry) => (entry.role === 'user' ? edit(entry) : entry));
}

/** The state of a committed turn: it waits for its transcript only where the app asks for transcripts. */
export function awaitTranscript(step: Step, entry: MessageEntry): MessageEntry {
  if (entry.state !== 'speaking' && entry.state !== 'transcribing') return entry;
  return { ...entry, state: step.state.vendor.config.transcription === 'off' ? 'done' : 'transcribing' };
}

/** Removes an entry. */
export function dropEntry(step: Step, id: ItemId): void {
  const { transcript } = step.public;
  if (!entryOf(transcript, id)) return;
  const live = new Map(transcript.live);
  live.delete(id);
  const archive = transcript.archive.without(id);
  step.patch({ transcript: { live, archive, order: transcript.order.filter((other) => other !== id) } });
  step.emit('entry-removed', { itemId: id });
}

/** Gives an entry that was made before its id was known that id. */
export function renameEntry(step: Step, from: ItemId, to: ItemId): void {
  const { transcript } = step.public;
  const entry = transcript.live.get(from);
  if (!entry) return;
  const live = new Map(transcript.live);
  live.delete(from);
  live.set(to, { ...entry, id: to });
  const order = transcript.order.map((id) => (id === from ? to : id));
  step.patch({ transcript: { ...transcript, live, order } });
}

/** Remembers an item that has no row, so that the items behind it can be placed. */
export function rememberUnlisted(step: Step, id: ItemId, previousItemId: ItemId | null | undefined): void {
  const { unlistedItems } = step.state.order;
  if (unlistedItems.has(id)) return;
  const previous = previousItemId ?? step.public.transcript.order.at(-1) ?? null;
  step.update('order', { unlistedItems: bounded(unlistedItems, id, previous) });
}

function bounded<Value>(
  map: ReadonlyMap<ItemId, Value>,
  id: ItemId,
  value: Value,
): ReadonlyMap<ItemId, Value> {
  const next = new Map(map).set(id, value);
  const [oldest] = next.keys();
  if (next.size > MAX_UNLISTED && oldest !== undefined) next.delete(oldest);
  return next;
}

/** A settled entry changes rarely, for instance when the vendor sends a transcript very late. It stays in the archive. */
function store(transcript: Transcript, entry: TranscriptEntry, isSettled: boolean): Transcript {
  if (transcript.archive.has(entry.id)) {
    return { ...transcript, archive: transcript.archive.with(entry) };
  }
  const live = new Map(transcript.live);
  if (!isSettled) return { ...transcript, live: live.set(entry.id, entry) };
  if (entry.kind === 'message') joinText(entry.text);
  live.delete(entry.id);
  return { ...transcript, live, archive: transcript.archive.with(entry) };
}

/**
 * Engines keep a text that grew by deltas as a tree of its parts, which takes several times the memory of the text. Matching
 * an expression makes it one piece.
 */
function joinText(text: string): void {
  /^/.test(text);
}

function isFinal(entry: TranscriptEntry): boolean {
  switch (entry.kind) {
    case 'message':
      return entry.state === 'done' || entry.state === 'interrupted' || entry.state === 'failed';
    case 'approval':
      return entry.state !== 'pending';
    case 'continuity':
      return true;
    case 'tool':
    case 'remote-tool':
      return !isCallOpen(entry.state);
  }
}

function isSettled(state: InternalState, entry: TranscriptEntry): boolean {
  const isPlaying =
    entry.kind === 'message' && entry.role === 'agent' && state.playback.playouts.has(entry.id);
  return isFinal(entry) && !isPlaying;
}

function anchorOf(state: InternalState, previousItemId: ItemId | null | undefined): ItemId | null {
  const { unlistedItems } = state.order;
  let anchor = previousItemId ?? null;
  for (let hops = 0; anchor !== null && hops < MAX_UNLISTED; hops += 1) {
    if (!unlistedItems.has(anchor)) return behindMarks(state.public.transcript, anchor);
    anchor = unlistedItems.get(anchor) ?? null;
  }
  return anchor;
}

/** The vendor does not know the rows that mark a new connection: what it puts behind the entry before them is behind them. */
function behindMarks(transcript: Transcript, anchor: ItemId): ItemId {
  const { order } = transcript;
  let at = order.lastIndexOf(anchor);
  if (at < 0) return anchor;
  const isMark = (id: ItemId | undefined) =>
    id !== undefined && entryOf(transcript, id)?.kind === 'continuity';
  while (isMark(order[at + 1])) at += 1;
  return order[at] ?? anchor;
}

function insert(order: readonly ItemId[], id: ItemId, anchor: ItemId | null): readonly ItemId[] {
  if (anchor === null || order.at(-1) === anchor) return [...order, id];
  const at = order.lastIndexOf(anchor);
  return at < 0 ? [...order, id] : order.toSpliced(at + 1, 0, id);
}
