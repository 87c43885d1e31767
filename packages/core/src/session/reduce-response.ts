import { RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { OutputServerEvent } from '../protocol/server-event.ts';
import { entryOf } from './entries.ts';
import type { ResponseNote } from './machine.ts';
import { takeItem } from './reduce-items.ts';
import { askForAnswer } from './reduce-tools.ts';
import { dropUnplayed } from './reduce-playout.ts';
import { recordUsage } from './reduce-usage.ts';
import { responseDone, responseStarted } from './response-gate.ts';
import type { Step } from './step.ts';
import { endTrack, finishOutput } from './tracks.ts';
import { editMessage } from './transcript-edits.ts';

type Started = Extract<OutputServerEvent, { type: 'response-started' }>;
type Done = Extract<OutputServerEvent, { type: 'response-done' }>;

/** The agent has begun to answer. The first response after the user's turn takes the turn's latency with it. */
export function startResponse(step: Step, event: Started, atMs: number): void {
  const { responseId, isOutOfBand, metadata } = event;
  if (step.machine.responses.has(responseId)) return;
  const { turn } = step.machine;
  const note: ResponseNote = {
    isOutOfBand,
    metadata,
    itemIds: [],
    text: '',
    turn: turn && !isOutOfBand ? { ...turn, responseStartedAtMs: atMs } : null,
  };
  step.update({ responses: new Map(step.machine.responses).set(responseId, note) });
  step.notify({ type: 'response-started', responseId, isOutOfBand, metadata });
  if (isOutOfBand) return;
  step.update({ turn: null });
  const isCancelDue = step.machine.gate.isCancelDue;
  step.passGate(responseStarted(step.machine.gate, responseId, step.nextCommandId()));
  // A response that was cut before it had begun is void from its first word.
  if (isCancelDue) step.update({ voided: [...step.machine.voided, responseId] });
  else step.movePhase('response-started');
}

/** The agent has ended an answer, or was made to. What it has said may go on being heard. */
export function finishResponse(step: Step, event: Done): void {
  const { responseId, outcome, reason, usage, metadata } = event;
  const note = step.machine.responses.get(responseId) ?? null;
  const isOutOfBand = note?.isOutOfBand ?? false;
  const itemIds = new Set<ItemId>([...(note?.itemIds ?? []), ...event.items.map((item) => item.id)]);
  if (!isOutOfBand) {
    for (const item of event.items) takeItem(step, item, { responseId, isDone: true });
    for (const id of itemIds) closeEntry(step, id, outcome);
  }
  for (const id of itemIds) endTrack(step, id);
  if (outcome === 'cancelled' || outcome === 'failed') dropUnplayed(step, responseId);
  const responses = new Map(step.machine.responses);
  responses.delete(responseId);
  step.update({ responses });
  // Generation is faster than speech: the latency of the turn is taken when the first sample is heard, often later.
  if (note?.turn && [...itemIds].some((id) => step.machine.tracks.has(id))) {
    step.update({ endedTurns: new Map(step.machine.endedTurns).set(responseId, note.turn) });
  }
  if (usage) recordUsage(step, { id: responseId, source: 'response', record: usage });
  const text = isOutOfBand ? (note?.text ?? '') : textOf(step, itemIds);
  step.notify({ type: 'response-done', responseId, outcome, reason, isOutOfBand, text, usage, metadata });
  if (outcome === 'failed') reportFailure(step, event);
  if (isOutOfBand) return;
  removeUnheard(step, responseId);
  askForAnswer(step, responseId);
  step.passGate(responseDone(step.machine.gate, responseId));
  finishOutput(step);
}

/** A row that is still open when its response ends is closed with it. */
function closeEntry(step: Step, id: ItemId, outcome: Done['outcome']): void {
  const entry = entryOf(step.state.transcript, id);
  if (entry?.kind !== 'message' || entry.state !== 'streaming') return;
  if (step.machine.tracks.get(id)?.isCut) return;
  if (outcome === 'completed' || outcome === 'incomplete') {
    editMessage(step, id, (message) => ({ ...message, state: 'done' }));
  } else if (outcome === 'failed') {
    editMessage(step, id, (message) => ({ ...message, state: 'failed' }));
  } else if (!step.machine.tracks.has(id)) {
    editMessage(step, id, (message) => ({
      ...message,
      state: 'interrupted',
      cut: { by: 'vendor', heardMs: 0 },
    }));
  } else {
    // Cancelled by the vendor while the listener still hears it: what has come is all that there is.
    editMessage(step, id, (message) => ({ ...message, state: 'done' }));
  }
}

function removeUnheard(step: Step, responseId: string): void {
  const due = step.machine.unheard.filter((item) => item.responseId === responseId);
  if (due.length === 0) return;
  step.update({ unheard: step.machine.unheard.filter((item) => item.responseId !== responseId) });
  for (const { itemId } of due) step.send({ type: 'remove-item', itemId });
}

function reportFailure(step: Step, event: Done): void {
  const error = event.error;
  step.notify({
    type: 'error',
    error: new RealtimeError(
      error?.code ?? 'vendor-failed',
      `The agent could not finish its answer: ${error?.message ?? event.reason ?? 'the vendor gave no reason'}. ` +
        'The conversation goes on; ask again.',
      { wire: error?.wire ?? null },
    ),
  });
}

function textOf(step: Step, itemIds: ReadonlySet<ItemId>): string {
  return [...itemIds]
    .map((id) => entryOf(step.state.transcript, id))
    .map((entry) => (entry?.kind === 'message' ? entry.text : ''))
    .filter((text) => text !== '')
    .join('\n');
}
