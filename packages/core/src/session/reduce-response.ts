import { RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { EventOf } from './handlers.ts';
import { endPlayout, finishOutput } from './playouts.ts';
import { takeItem } from './reduce-items.ts';
import { requestDueResponse } from './reduce-tools.ts';
import { recordUsage } from './reduce-usage.ts';
import { releaseNext, responseDone, responseStarted } from './response-gate.ts';
import type { Step } from './step.ts';
import { writeEntry } from './transcript-edits.ts';
import { entryOf } from './transcript/transcript.ts';
import type { MessageEntry } from './transcript/transcript.ts';

/** The number of ended responses that are remembered. */
const MAX_ENDED = 64;

type Outcome = EventOf<'response-done'>['outcome'];

/** The agent starts to answer. The first response after the user's turn takes over the measurement of its latency. */
export function startResponse(step: Step, event: EventOf<'response-started'>, atMs: number): void {
  const { responseId, isOutOfBand, metadata } = event;
  const { active, endedResponseIds } = step.state.responses;
  if (active.has(responseId)) return;
  if (endedResponseIds.includes(responseId)) {
    return step.log(
      'The vendor repeated the start of a response that has ended; it was ignored.',
      responseId,
    );
  }
  const { stages } = step.state.turn;
  step.setResponse(responseId, {
    isOutOfBand,
    metadata,
    itemIds: [],
    text: '',
    turn: stages && !isOutOfBand ? { ...stages, responseStartedAtMs: atMs } : null,
  });
  step.emit('response-started', { responseId, isOutOfBand, metadata });
  if (isOutOfBand) return;
  step.continuity?.forgetOwed(step);
  const isEarly = step.state.turn.userItemId !== null && stages === null;
  step.update('turn', { stages: null, earlyResponseId: isEarly ? responseId : null });
  const { gate, cancelledResponseIds } = step.state.responses;
  step.passGate(responseStarted(gate, responseId, step.nextCommandId()));
  endUnfinished(step, 'The vendor started another response.', responseId);
  // A response that was cut before it started is cancelled from its first word.
  if (gate.isCancelDue) {
    step.update('responses', { cancelledResponseIds: [...cancelledResponseIds, responseId] });
  } else step.movePhase('response-started');
}

/** The agent has generated an answer, or was stopped. Audio that has been received may still be heard. */
export function finishResponse(step: Step, event: EventOf<'response-done'>): void {
  const { responseId, outcome, reason, usage, metadata } = event;
  const { endedResponseIds } = step.state.responses;
  if (endedResponseIds.includes(responseId)) {
    if (usage) recordUsage(step, { id: responseId, source: 'response', record: usage });
    // Late words may have made another entry.
    for (const id of openItemIds(step, responseId)) closeEntry(step, id, outcome);
    return;
  }
  const response = step.state.responses.active.get(responseId) ?? null;
  const isOutOfBand = response?.isOutOfBand ?? false;
  const itemIds = new Set<ItemId>([
    ...(response?.itemIds ?? []),
    ...openItemIds(step, responseId),
    ...event.items.map((item) => item.id),
  ]);
  if (!isOutOfBand) {
    for (const item of event.items) takeItem(step, item, { responseId, isDone: true });
    for (const id of itemIds) closeEntry(step, id, outcome);
  }
  for (const id of itemIds) endPlayout(step, id);
  if (outcome === 'cancelled' || outcome === 'failed') step.call?.dropUnplayed(step, responseId);
  const active = new Map(step.state.responses.active);
  active.delete(responseId);
  step.update('responses', {
    active,
    endedResponseIds: [...endedResponseIds, responseId].slice(-MAX_ENDED),
  });
  // Vendors generate faster than they speak: the latency is measured when the first sample is heard, often later.
  const { turn = null } = response ?? {};
  if (turn && [...itemIds].some((id) => step.state.playback.playouts.has(id))) {
    const turns = [...step.state.responses.endedTurns, [responseId, turn] as const];
    step.update('responses', { endedTurns: new Map(turns.slice(-MAX_ENDED)) });
  }
  if (usage) recordUsage(step, { id: responseId, source: 'response', record: usage });
  const text = isOutOfBand ? (response?.text ?? '') : textOf(step, itemIds);
  step.emit('response-done', { responseId, outcome, reason, isOutOfBand, text, usage, metadata });
  if (outcome === 'failed') reportFailure(step, event);
  if (isOutOfBand) return requestDueResponse(step, responseId);
  removeUnheard(step, responseId);
  // The gate opens first, so that the end is not taken for the end of the response that is due now. That response is
  // requested before the gate releases the next one, so that it merges with an automatic request that waits.
  step.passGate({ gate: responseDone(step.state.responses.gate, responseId) });
  requestDueResponse(step, responseId);
  step.passGate(releaseNext(step.state.responses.gate));
  finishOutput(step);
}

/** Ends responses whose end has not arrived. One response at a time writes to the conversation, so all but one are over. */
export function endUnfinished(step: Step, reason: string, exceptId?: string): void {
  for (const [responseId, { isOutOfBand, metadata }] of step.state.responses.active) {
    if (isOutOfBand || responseId === exceptId) continue;
    finishResponse(step, {
      type: 'response-done',
      responseId,
      outcome: 'incomplete',
      reason,
      error: null,
      usage: null,
      metadata,
      items: [],
    });
  }
  // The start of a response may be lost: only its entries show that it exists.
  for (const entry of step.public.transcript.live.values()) {
    if (entry.kind !== 'message' || entry.responseId === null || entry.responseId === exceptId) continue;
    if (!step.state.responses.active.has(entry.responseId)) closeMessage(step, entry, 'incomplete');
  }
}

/** Items of a response whose entries may still change. */
function openItemIds(step: Step, responseId: string): readonly ItemId[] {
  return [...step.public.transcript.live.values()].flatMap((entry) =>
    (entry.kind === 'message' || entry.kind === 'tool') && entry.responseId === responseId ? [entry.id] : [],
  );
}

/** An entry that is still open when its response ends is closed with it. */
function closeEntry(step: Step, id: ItemId, outcome: Outcome): void {
  const entry = entryOf(step.public.transcript, id);
  if (entry?.kind === 'message') closeMessage(step, entry, outcome);
  // A call without a request to run it has no complete arguments. A running call ends by itself.
  else if (entry?.kind === 'tool' && entry.state === 'requested' && !isPending(step, entry.callId)) {
    const closed = { ...entry, state: outcome === 'cancelled' ? 'cancelled' : 'failed' } as const;
    writeEntry(step, closed);
    step.emit('tool-changed', closed);
  } else if (entry?.kind === 'remote-tool' && entry.state === 'running') {
    writeEntry(step, { ...entry, state: 'failed', errorMessage: 'The response ended before the call did.' });
  }
}

function isPending(step: Step, callId: string): boolean {
  return step.state.tools.pending.has(callId);
}

function closeMessage(step: Step, entry: MessageEntry, outcome: Outcome): void {
  const playout = step.state.playback.playouts.get(entry.id);
  if (entry.state !== 'streaming' || playout?.isCut) return;
  if (outcome === 'failed') writeEntry(step, { ...entry, state: 'failed' });
  // The vendor cancelled it and nothing of it is heard. What is being heard is all that there is.
  else if (outcome === 'cancelled' && !playout)
    writeEntry(step, { ...entry, state: 'interrupted', cut: { by: 'vendor', heardMs: 0 } });
  else writeEntry(step, { ...entry, state: 'done' });
}

function removeUnheard(step: Step, responseId: string): void {
  const { pendingRemovals } = step.state.responses;
  const due = pendingRemovals.filter((removal) => removal.responseId === responseId);
  if (due.length === 0) return;
  const rest = pendingRemovals.filter((removal) => removal.responseId !== responseId);
  step.update('responses', { pendingRemovals: rest });
  for (const { itemId } of due) step.send({ type: 'remove-item', itemId });
}

function reportFailure(step: Step, { error, reason }: EventOf<'response-done'>): void {
  const cause = error?.message ?? reason ?? 'the vendor gave no reason';
  step.emit(
    'error',
    new RealtimeError(
      error?.code ?? 'vendor-failed',
      `The agent could not finish its answer: ${cause}. The conversation goes on; ask again.`,
      { wire: error?.wire ?? null },
    ),
  );
}

function textOf(step: Step, itemIds: ReadonlySet<ItemId>): string {
  return [...itemIds]
    .map((id) => entryOf(step.public.transcript, id))
    .map((entry) => (entry?.kind === 'message' ? entry.text : ''))
    .filter((text) => text !== '')
    .join('\n');
}
