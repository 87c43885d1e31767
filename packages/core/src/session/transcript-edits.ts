import type { ItemId } from '../protocol/conversation-item.ts';
import { entryOf } from './entries.ts';
import type { Machine } from './machine.ts';
import type { Step } from './step.ts';
import type { MessageEntry, Transcript, TranscriptEntry } from './transcript.ts';

/** How many items without a row are remembered. Order is only followed through recent ones. */
const MAX_HIDDEN = 64;

/**
 * Adds an entry behind another, or at the end when that one is unknown or not said. An answer may come before its
 * question: it then stands at the end and is remembered, so that the question can be put in front of it.
 */
export function addEntry(
  step: Step,
  entry: TranscriptEntry,
  previousItemId: ItemId | null | undefined,
): void {
  const { transcript } = step.state;
  const anchor = anchorOf(step.machine, previousItemId);
  const successor = step.machine.awaited.get(entry.id);
  const order =
    successor !== undefined && transcript.order.includes(successor)
      ? transcript.order.toSpliced(transcript.order.indexOf(successor), 0, entry.id)
      : insert(transcript.order, entry.id, anchor);
  step.patch({ transcript: { ...transcript, order } });
  if (anchor !== null && !transcript.order.includes(anchor)) {
    step.update({ awaited: bounded(step.machine.awaited, anchor, entry.id) });
  }
  writeEntry(step, entry);
  step.notify({ type: 'entry-added', entry });
}

/** Puts an entry in its place once the vendor has said what it follows. What is there already does not move. */
export function placeEntry(step: Step, id: ItemId, previousItemId: ItemId | null | undefined): void {
  const anchor = anchorOf(step.machine, previousItemId);
  const { order } = step.state.transcript;
  if (anchor === null || anchor === id) return;
  const at = order.indexOf(id);
  if (at <= 0 || order[at - 1] === anchor || !order.includes(anchor)) return;
  // An entry that the app wrote and the vendor has not placed yet may stand in between: only move forward in time.
  if (order.indexOf(anchor) < at) return;
  step.patch({
    transcript: {
      ...step.state.transcript,
      order: insert(
        order.filter((other) => other !== id),
        id,
        anchor,
      ),
    },
  });
}

/** Replaces an entry's content and files it among the settled ones when nothing of it can change any more. */
export function writeEntry(step: Step, entry: TranscriptEntry): void {
  const { transcript } = step.state;
  const before = entryOf(transcript, entry.id);
  if (before === entry) return;
  step.patch({ transcript: file(transcript, entry, isSettled(step.machine, entry)) });
  if (isFinal(entry) && !(before && isFinal(before))) step.notify({ type: 'entry-settled', entry });
}

/** Changes a message entry if there is one by that id. */
export function editMessage(
  step: Step,
  id: ItemId,
  edit: (entry: MessageEntry) => MessageEntry,
): MessageEntry | null {
  const entry = entryOf(step.state.transcript, id);
  if (entry?.kind !== 'message') return null;
  const edited = edit(entry);
  writeEntry(step, edited);
  return edited;
}

/** Changes one of the agent's entries. What the vendor says of an answer cannot change what somebody else said. */
export function editAnswer(step: Step, id: ItemId, edit: (entry: MessageEntry) => MessageEntry): void {
  editMessage(step, id, (entry) => (entry.role === 'agent' ? edit(entry) : entry));
}

/** Changes one of the user's entries, and nobody else's. */
export function editSpeech(step: Step, id: ItemId, edit: (entry: MessageEntry) => MessageEntry): void {
  editMessage(step, id, (entry) => (entry.role === 'user' ? edit(entry) : entry));
}

/** Takes an entry out. */
export function dropEntry(step: Step, id: ItemId): void {
  const { transcript } = step.state;
  if (!entryOf(transcript, id)) return;
  const live = new Map(transcript.live);
  live.delete(id);
  const archive = new Map(transcript.archive);
  archive.delete(id);
  step.patch({ transcript: { live, archive, order: transcript.order.filter((other) => other !== id) } });
}

/** Gives an entry that was made before its real id was known that id. */
export function renameEntry(step: Step, from: ItemId, to: ItemId): void {
  const { transcript } = step.state;
  const entry = transcript.live.get(from);
  if (!entry) return;
  const live = new Map(transcript.live);
  live.delete(from);
  live.set(to, { ...entry, id: to });
  step.patch({
    transcript: { ...transcript, live, order: transcript.order.map((id) => (id === from ? to : id)) },
  });
}

/** Remembers an item that has no row, so that what follows it can be placed. */
export function hideItem(step: Step, id: ItemId, previousItemId: ItemId | null | undefined): void {
  if (step.machine.hidden.has(id)) return;
  const previous = previousItemId ?? step.state.transcript.order.at(-1) ?? null;
  step.update({ hidden: bounded(step.machine.hidden, id, previous) });
}

function bounded<Value>(
  map: ReadonlyMap<ItemId, Value>,
  id: ItemId,
  value: Value,
): ReadonlyMap<ItemId, Value> {
  const next = new Map(map).set(id, value);
  const [oldest] = next.keys();
  if (next.size > MAX_HIDDEN && oldest !== undefined) next.delete(oldest);
  return next;
}

function file(transcript: Transcript, entry: TranscriptEntry, isDone: boolean): Transcript {
  const isArchived = transcript.archive.has(entry.id);
  if (isArchived) {
    // A settled entry changes rarely: the vendor's transcript came very late. Earlier versions keep the old one.
    return { ...transcript, archive: new Map(transcript.archive).set(entry.id, entry) };
  }
  const live = new Map(transcript.live);
  if (!isDone) return { ...transcript, live: live.set(entry.id, entry) };
  live.delete(entry.id);
  (transcript.archive as Map<ItemId, TranscriptEntry>).set(entry.id, entry);
  return { ...transcript, live };
}

function isFinal(entry: TranscriptEntry): boolean {
  switch (entry.kind) {
    case 'message':
      return entry.state === 'done' || entry.state === 'interrupted' || entry.state === 'failed';
    case 'approval':
      return entry.state !== 'pending';
    default:
      return entry.state !== 'running' && entry.state !== 'requested';
  }
}

function isSettled(machine: Machine, entry: TranscriptEntry): boolean {
  const isPlaying = entry.kind === 'message' && entry.role === 'agent' && machine.tracks.has(entry.id);
  return isFinal(entry) && !isPlaying;
}

function anchorOf(machine: Machine, previousItemId: ItemId | null | undefined): ItemId | null {
  let anchor = previousItemId ?? null;
  for (let hops = 0; anchor !== null && hops < MAX_HIDDEN; hops += 1) {
    if (!machine.hidden.has(anchor)) return anchor;
    anchor = machine.hidden.get(anchor) ?? null;
  }
  return anchor;
}

function insert(order: readonly ItemId[], id: ItemId, anchor: ItemId | null): readonly ItemId[] {
  if (anchor === null || order.at(-1) === anchor) return [...order, id];
  const at = order.lastIndexOf(anchor);
  return at < 0 ? [...order, id] : order.toSpliced(at + 1, 0, id);
}
