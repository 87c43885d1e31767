import { askToRespond } from './ask-to-respond.ts';
import { isResuming } from './report-continuity.ts';
import { isPause } from './is-pause.ts';
import { findOwed, isItemHeard } from './owed-answer.ts';
import type { HeardSoFar, InputOf } from './session-input.ts';
import type { Step } from './step.ts';
import { dropEntry, renameEntry, writeEntry } from './transcript-edits.ts';
import { entryOf } from './transcript/transcript.ts';
import type { MessageEntry } from './transcript/transcript.ts';

/** Speech begins so long before the vendor reports it, at most, in milliseconds. */
const REPORTED_LATE_MS = 800;

/** Records what a connection that is lost, or left on purpose, takes with it. */
export function recordEnd(step: Step, { error, playhead }: InputOf<'connection-lost'>): void {
  const { isLive } = step;
  const isPlanned = error === null && isPause(step);
  // Of a vendor that does not report the user's speech, a pause may be the beginning of it.
  if (isLive && !isPlanned) return recordLoss(step, playhead);
  const isListening = isLive && step.public.inputMode === 'hands-free';
  step.do({ type: 'hold-audio', replaySinceMs: isListening ? unansweredSinceMs(step) : null });
}

/**
 * Records what a connection takes with it that is not over: the answer that it owes, and the turn of the user whose words are
 * unknown. The audio of such a turn is kept for the next connection. To be called before the connection is settled.
 */
export function recordLoss(step: Step, playhead: HeardSoFar | null): void {
  const isTurnOpen = step.public.isTurnOpen;
  const row = findUnrecognised(step, playhead);
  const { turnStartedAtMs, settledAtMs } = step.state.loss;
  const isByHand = step.public.inputMode === 'push-to-talk';
  // Of a vendor that does not report speech, words without the end of their turn show that the user was speaking.
  const isSpeaking = step.public.phase === 'user-speaking' || row?.state === 'speaking';
  const isOpen = isTurnOpen || (isSpeaking && !isByHand);
  // Audio of hands-free turns is no turn by hand.
  const isKnownTurn = !isByHand || (turnStartedAtMs !== null && turnStartedAtMs >= settledAtMs);
  // The vendor's own memory has a finished turn.
  const isSaidAgain = isOpen || (row !== null && isKnownTurn && !isResuming(step));
  const sinceMs = isSaidAgain
    ? Math.max(settledAtMs, (turnStartedAtMs ?? settledAtMs) - REPORTED_LATE_MS)
    : unansweredSinceMs(step);
  const owed = findOwed(step, playhead);
  // Between turns by hand nothing of the user leaves.
  step.do({ type: 'hold-audio', replaySinceMs: isByHand && !isSaidAgain ? null : sinceMs });
  if (!isSaidAgain || !canReplay(step)) {
    step.update('loss', { owed, turn: null, reservedItemId: null });
    if (isTurnOpen) step.patch({ isTurnOpen: false });
    return;
  }
  const turn = isTurnOpen ? 'open' : step.public.inputMode === 'push-to-talk' ? 'committed' : null;
  step.update('loss', { owed: null, turn, reservedItemId: row && reserve(step, row) });
}

/** Since when the user has said nothing that the vendor has taken as a turn, in milliseconds on the session's clock. */
function unansweredSinceMs({ state }: Step): number {
  return Math.max(state.loss.settledAtMs, state.loss.turnEndedAtMs);
}

/** Says the user's turn to the next connection. To be called when the old one has been settled. */
export function continueTurn(step: Step): void {
  const { reservedItemId, turn } = step.state.loss;
  step.update('loss', { reservedItemId: null, turn: null });
  if (reservedItemId !== null) step.update('turn', { userItemId: reservedItemId });
  if (turn === null) return;
  step.send({ type: 'begin-turn' });
  if (turn === 'open') return;
  const commandId = step.send({ type: 'commit-turn' });
  if (step.state.vendor.capabilities.isResponseOnDemand) askToRespond(step, {}, commandId);
}

/** In a call the browser sends the microphone's track itself, and nothing of it is kept. */
function canReplay({ state }: Step): boolean {
  const { isCall, offlineAudio } = state.vendor;
  // While muted no audio leaves, also none from before the mute.
  return !isCall && offlineAudio === 'deliver' && !state.public.isMuted;
}

/** The row of the user's last turn, where its words are unknown and nothing of an answer has been heard. */
function findUnrecognised(step: Step, playhead: HeardSoFar | null): MessageEntry | null {
  const { transcript } = step.public;
  const isTranscribed = step.state.vendor.config.transcription !== 'off';
  for (const id of transcript.order.toReversed()) {
    const entry = entryOf(transcript, id);
    if (entry?.kind !== 'message') return null;
    if (entry.role === 'agent' && !isItemHeard(step, id, playhead)) continue;
    if (entry.role !== 'user' || entry.modality !== 'audio') return null;
    const isUnknown = entry.state === 'done' ? !isTranscribed && entry.text === '' : entry.state !== 'failed';
    return isUnknown ? entry : null;
  }
  return null;
}

/** Keeps the row for the turn when it is heard again; the vendor then names it. */
function reserve(step: Step, row: MessageEntry): string | null {
  if (!step.public.transcript.live.has(row.id)) {
    dropEntry(step, row.id);
    return null;
  }
  const reservedId = `speech_${step.public.connection}_${step.nextCommandId()}`;
  renameEntry(step, row.id, reservedId);
  writeEntry(step, { ...row, id: reservedId, text: '', state: 'speaking' });
  return reservedId;
}
