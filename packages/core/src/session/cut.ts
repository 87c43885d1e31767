import type { ItemId } from '../protocol/conversation-item.ts';
import { entryOf } from './entries.ts';
import type { Track } from './machine.ts';
import { requestCancel } from './response-gate.ts';
import type { SessionInput } from './session-input.ts';
import type { Step } from './step.ts';
import { tellSaid } from './tell-said.ts';
import { isPlayedAfar, madeMs } from './tracks.ts';
import { editAnswer } from './transcript-edits.ts';
import type { Cut } from './transcript.ts';

type Flushed = Extract<SessionInput, { type: 'output-flushed' }>;

/** How many cut responses are remembered: their late output is dropped by id. */
const MAX_VOIDED = 64;

/**
 * Cuts the agent off: everything queued is flushed and everything still to come of it is void. How much was heard is
 * settled when the speaker has answered. Returns false when there is nothing to cut; a second cut of the same items is
 * therefore nothing.
 */
export function cutOutput(step: Step, by: Cut['by'], isCancelDue: boolean): boolean {
  const sounding = [...step.machine.tracks].filter(([, track]) => !track.isCut);
  const { active, requested, waiting } = step.machine.gate;
  const isRunning = active !== null && !step.machine.voided.includes(active);
  if (isCancelDue && step.machine.capabilities.canCancelResponse) {
    if (isRunning || requested || waiting.length > 0) {
      step.passGate(requestCancel(step.machine.gate, step.nextCommandId()));
    }
  }
  // Between a call of a tool and what follows it nothing is heard or made, and yet it is the agent's turn.
  const isCalling = step.machine.calls.size > 0;
  if (sounding.length === 0 && !isRunning && !requested && !isCalling) return false;
  const voided = new Set([...step.machine.voided, ...sounding.map(([, track]) => track.responseId)]);
  if (active !== null) voided.add(active);
  const tracks = new Map(step.machine.tracks);
  for (const [itemId, track] of sounding) tracks.set(itemId, { ...track, isCut: true });
  step.update({ tracks, voided: [...voided].slice(-MAX_VOIDED), isAnswerOwed: false });
  step.do({ type: 'interrupt-tools' });
  if (sounding.length > 0) {
    step.do({ type: 'flush-output', by });
    // Behind the cancellation, as the vendor wants it. What the vendor cuts by itself it also silences by itself.
    const isAfar = sounding.some(([, track]) => isPlayedAfar(step, track));
    if (isCancelDue && isAfar && step.isLive) step.send({ type: 'clear-output' });
  }
  if (active !== null) cutSilentEntries(step, active, by);
  return true;
}

/** The speaker has answered a flush: what was heard is told to the transcript and to the vendor. */
export function settleCut(step: Step, { by, heard, atMs }: Flushed): void {
  if (atMs !== undefined) step.update({ cutNote: { atMs, ...step.machine.cutNote } });
  const heardMs = new Map(heard.map((item) => [item.itemId, item.heardMs]));
  for (const [itemId, track] of step.machine.tracks) {
    if (track.isCut) settleTrack(step, itemId, track, by, heardMs.get(itemId) ?? 0);
  }
  step.update({ cutNote: null });
  // Something else may be heard already.
  const { speakingItemId } = step.state;
  if (speakingItemId !== null && !step.machine.tracks.has(speakingItemId))
    step.patch({ speakingItemId: null });
}

/** Closes the account of one item that was cut or whose connection is gone. */
export function settleTrack(
  step: Step,
  itemId: ItemId,
  track: Track,
  by: Cut['by'],
  reportedMs: number,
): void {
  const tracks = new Map(step.machine.tracks);
  tracks.delete(itemId);
  step.update({ tracks });
  // Never more than was received: a longer truncation is refused by vendors and would be a lie.
  const isCall = isPlayedAfar(step, track);
  const receivedMs = Math.floor(isCall ? madeMs(step, itemId, reportedMs) : track.receivedMs);
  const heardMs = Math.max(0, Math.min(Math.floor(reportedMs + (track.beforeMs ?? 0)), receivedMs));
  const isWhole = track.isEnded && (isCall || heardMs >= receivedMs);
  const { cutNote } = step.machine;
  editAnswer(step, itemId, (entry) => {
    // In a call the vendor knows better, and may have said so already.
    if (isCall && entry.cut) return { ...entry, cut: { ...entry.cut, by, ...cutNote } };
    return {
      ...entry,
      receivedMs,
      heardMs,
      ...(isWhole ? {} : { state: 'interrupted', cut: { ...entry.cut, by, heardMs, ...cutNote } }),
    };
  });
  if (track.isFromApp) tellSaid(step, itemId);
  if (isWhole) return;
  step.notify({ type: 'interruption', itemId, by, heardMs, receivedMs });
  if (!track.isOutOfBand && by !== 'disconnect') tellVendor(step, itemId, track, heardMs);
}

/**
 * Tells the vendor how much was heard. Of an item of which nothing was heard nothing can be truncated: it is taken out
 * of the conversation, once its response has ended.
 */
function tellVendor(step: Step, itemId: ItemId, track: Track, heardMs: number): void {
  if (step.machine.capabilities.truncation !== 'client' || !step.isLive) return;
  if (heardMs >= 1) {
    step.send({ type: 'truncate-item', itemId, contentIndex: track.contentIndex, audioEndMs: heardMs });
  } else if (step.machine.responses.has(track.responseId)) {
    step.update({ unheard: [...step.machine.unheard, { itemId, responseId: track.responseId }] });
  } else {
    step.send({ type: 'remove-item', itemId });
  }
}

/** Rows of the running response that have no audio to wait for are cut at once. */
function cutSilentEntries(step: Step, responseId: string, by: Cut['by']): void {
  for (const itemId of step.machine.responses.get(responseId)?.itemIds ?? []) {
    if (step.machine.tracks.has(itemId)) continue;
    const entry = entryOf(step.state.transcript, itemId);
    if (entry?.kind !== 'message' || entry.state !== 'streaming') continue;
    editAnswer(step, itemId, (message) => ({ ...message, state: 'interrupted', cut: { by, heardMs: 0 } }));
    step.notify({ type: 'interruption', itemId, by, heardMs: 0, receivedMs: 0 });
  }
}

/** Tells whether output of the given response is to be dropped. */
export function isVoid(step: Step, responseId: string | null): boolean {
  return responseId !== null && step.machine.voided.length > 0 && step.machine.voided.includes(responseId);
}
