import type { ItemId } from '../protocol/conversation-item.ts';
import type { Playout } from './internal-state.ts';
import { isCallRunning } from './open-calls.ts';
import { generatedMs, isPlayedByVendor, paceOf } from './playouts.ts';
import { requestCancel } from './response-gate.ts';
import type { InputOf } from './session-input.ts';
import type { Step } from './step.ts';
import { editAnswer } from './transcript-edits.ts';
import { entryOf } from './transcript/transcript.ts';
import type { Cut } from './transcript/transcript.ts';

/** The number of cancelled responses that are remembered: their late output is dropped by id. */
const MAX_CANCELLED = 64;

/**
 * Cuts the agent off: queued audio is flushed, and later output of the response is dropped. How much was heard is settled
 * when the speaker has answered the flush. Returns false when there is nothing to cut, so a second cut of the same items
 * has no effect.
 */
export function cutOutput(step: Step, by: Cut['by'], isCancelDue: boolean): boolean {
  const { playback, responses, tools, vendor } = step.state;
  const audible = [...playback.playouts].filter(([, playout]) => !playout.isCut);
  const { active, requested, waiting } = responses.gate;
  const isRunning = active !== null && !responses.cancelledResponseIds.includes(active);
  if (isCancelDue && vendor.capabilities.canCancelResponse) {
    if (isRunning || requested || waiting.length > 0) {
      step.passGate(requestCancel(responses.gate, step.nextCommandId()));
    }
  }
  // Between a tool call and the response to it nothing is audible or running, and yet it is the agent's turn.
  if (audible.length === 0 && !isRunning && !requested && !isCallRunning(tools)) return false;
  const cancelled = new Set([
    ...responses.cancelledResponseIds,
    ...audible.map(([, playout]) => playout.responseId),
  ]);
  if (active !== null) cancelled.add(active);
  const playouts = new Map(playback.playouts);
  for (const [itemId, playout] of audible) playouts.set(itemId, { ...playout, isCut: true });
  step.update('playback', { playouts });
  step.update('responses', { cancelledResponseIds: [...cancelled].slice(-MAX_CANCELLED) });
  step.update('tools', { isResponseDue: false });
  step.do({ type: 'interrupt-tools' });
  if (audible.length > 0) {
    step.do({ type: 'flush-output', by });
    // The cancellation must come first. A vendor that cuts an answer by itself also silences it.
    const isRemote = audible.some(([, playout]) => isPlayedByVendor(step, playout));
    if (isCancelDue && isRemote && step.isLive) step.send({ type: 'clear-output' });
  }
  if (active !== null) cutSilentEntries(step, active, by);
  return true;
}

/** The speaker has answered a flush: how much was heard goes to the transcript and to the vendor. */
export function settleCut(step: Step, { by, heard, atMs }: InputOf<'output-flushed'>): void {
  const { pendingCut } = step.state.playback;
  if (atMs !== undefined) step.update('playback', { pendingCut: { atMs, ...pendingCut } });
  const heardMs = new Map(heard.map((item) => [item.itemId, item.heardMs]));
  for (const [itemId, playout] of step.state.playback.playouts) {
    if (playout.isCut) settlePlayout(step, itemId, playout, by, heardMs.get(itemId) ?? 0);
  }
  step.update('playback', { pendingCut: null });
  // Another item may be audible already.
  const { speakingItemId } = step.public;
  if (speakingItemId !== null && !step.state.playback.playouts.has(speakingItemId))
    step.patch({ speakingItemId: null });
}

/** Settles one item that was cut or whose connection is gone. */
export function settlePlayout(
  step: Step,
  itemId: ItemId,
  playout: Playout,
  by: Cut['by'],
  reportedMs: number,
): void {
  step.dropPlayout(itemId);
  // Never more than was received: vendors refuse a longer truncation.
  const isRemote = isPlayedByVendor(step, playout);
  const receivedMs = Math.floor(isRemote ? generatedMs(step, itemId, reportedMs) : playout.receivedMs);
  const heardMs = Math.max(0, Math.min(Math.floor(reportedMs + (playout.beforeMs ?? 0)), receivedMs));
  const isComplete = playout.kept?.isWhole ?? playout.isEnded;
  const isWhole = isComplete && (isRemote || heardMs >= receivedMs);
  const { pendingCut } = step.state.playback;
  const cut = { by, heardMs, ...pendingCut, ...paceOf(playout) };
  editAnswer(step, itemId, (entry) => {
    // In a call the vendor measures more exactly, and may have reported already.
    if (isRemote && entry.cut) return { ...entry, cut: { ...entry.cut, by, ...pendingCut } };
    return {
      ...entry,
      receivedMs,
      heardMs,
      ...(isWhole ? {} : { state: 'interrupted', cut: { ...entry.cut, ...cut } }),
    };
  });
  if (playout.isFromApp) step.continuity?.addAppSpeechAtVendor(step, itemId);
  if (playout.kept) step.continuity?.tellKept(step, itemId);
  if (isWhole) return;
  step.emit('interruption', { itemId, by, heardMs, receivedMs });
  if (!playout.isOutOfBand && !playout.kept && by !== 'disconnect')
    truncateAtVendor(step, itemId, playout, heardMs);
}

/**
 * Tells the vendor how much was heard. An item of which nothing was heard cannot be truncated: it is removed from the
 * conversation once its response has ended.
 */
function truncateAtVendor(step: Step, itemId: ItemId, playout: Playout, heardMs: number): void {
  const { responses, vendor } = step.state;
  if (vendor.capabilities.truncation !== 'client' || !step.isLive) return;
  if (heardMs >= 1) {
    step.send({ type: 'truncate-item', itemId, contentIndex: playout.contentIndex, audioEndMs: heardMs });
  } else if (responses.active.has(playout.responseId)) {
    const removal = { itemId, responseId: playout.responseId };
    step.update('responses', { pendingRemovals: [...responses.pendingRemovals, removal] });
  } else {
    step.send({ type: 'remove-item', itemId });
  }
}

/** Rows of the running response that have no audio are cut at once. */
function cutSilentEntries(step: Step, responseId: string, by: Cut['by']): void {
  for (const itemId of step.state.responses.active.get(responseId)?.itemIds ?? []) {
    if (step.state.playback.playouts.has(itemId)) continue;
    const entry = entryOf(step.public.transcript, itemId);
    if (entry?.kind !== 'message' || entry.state !== 'streaming') continue;
    editAnswer(step, itemId, (message) => ({ ...message, state: 'interrupted', cut: { by, heardMs: 0 } }));
    step.emit('interruption', { itemId, by, heardMs: 0, receivedMs: 0 });
  }
}

/** Whether output of the response is to be dropped. */
export function isCancelled(step: Step, responseId: string | null): boolean {
  const { cancelledResponseIds } = step.state.responses;
  return responseId !== null && cancelledResponseIds.length > 0 && cancelledResponseIds.includes(responseId);
}
