import { askToRespond } from './ask-to-respond.ts';
import { cutOutput } from './cut.ts';
import { startTurn } from './lost-turn.ts';
import { cancelTurn } from './cancel-turn.ts';
import { dropBufferedAudio } from './reduce-settings.ts';
import { endTurn } from './reduce-speech.ts';
import { requestCancel } from './response-gate.ts';
import { answerToolApproval } from './reduce-tools.ts';
import type { InputOf } from './session-input.ts';
import type { Step } from './step.ts';
import { addEntry, createMessageEntry, dropEntry, imagesOf, writeEntry } from './transcript-edits.ts';
import { entryOf } from './transcript/transcript.ts';
import type { TranscriptEntry } from './transcript/transcript.ts';

/** Vendors refuse a turn with less audio than this, in milliseconds. It holds no word. */
const MIN_TURN_MS = 100;

/** Adds a written message: its row is made at once, and the item is sent when the session is live. */
export function sendMessage(step: Step, { item, isAnswered, atMs }: InputOf<'message-sent'>): void {
  const texts = item.content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const entry = createMessageEntry(step, {
    id: item.id,
    role: item.role,
    modality: 'text',
    text: texts.join('\n'),
    images: imagesOf(item),
    state: 'done',
  });
  addEntry(step, entry);
  const { isResponseOnDemand } = step.state.vendor.capabilities;
  const respond = isAnswered && !isResponseOnDemand ? 'answer' : 'default';
  const commandId = step.send({ type: 'create-item', item, ...(respond === 'answer' && { respond }) });
  if (!isAnswered) return;
  step.continuity?.forgetOwed(step);
  step.update('turn', {
    stages: {
      speechEndedAtMs: null,
      turnEndedAtMs: atMs,
      responseStartedAtMs: null,
      firstAudioAtMs: null,
      audibleAtMs: null,
    },
  });
  if (isResponseOnDemand) askToRespond(step, {}, commandId);
}

/** Stops the vendor from continuing the answer. Audio that has been received is played to its end. */
export function stopResponding(step: Step): void {
  const { responses, vendor } = step.state;
  if (responses.gate.active === null || !vendor.capabilities.canCancelResponse) return;
  step.passGate(requestCancel(responses.gate, step.nextCommandId()));
}

/** Silences the agent by a command of the app. */
export function interrupt(step: Step): void {
  if (cutOutput(step, 'app', true)) step.movePhase('cut');
}

/** Opens a turn of the user (push-to-talk). */
export function beginTurn(step: Step): void {
  if (step.public.isTurnOpen || step.public.inputMode !== 'push-to-talk') return;
  cutOutput(step, 'user', true);
  dropBufferedAudio(step);
  step.patch({ isTurnOpen: true });
  startTurn(step);
  step.update('turn', { startedAudioMs: step.audioMs });
  step.send({ type: 'begin-turn' });
  step.movePhase('turn-opened');
}

/** Commits the user's turn. One that is too short to hold a word is discarded, as vendors refuse it. */
export function commitOpenTurn(step: Step, input: InputOf<'turn-done'>): void {
  if (!step.public.isTurnOpen) return;
  if (input.audioMs < MIN_TURN_MS) return cancelTurn(step);
  step.patch({ isTurnOpen: false });
  const commandId = step.send({ type: 'commit-turn' });
  endTurn(step, input);
  if (step.state.vendor.capabilities.isResponseOnDemand) askToRespond(step, {}, commandId);
}

/** Removes an entry here and its item at the vendor. */
export function removeRow(step: Step, itemId: string): void {
  const entry = entryOf(step.public.transcript, itemId);
  if (!entry) return;
  const isUnsent = step.dropQueued((command) => command.type === 'create-item' && command.item.id === itemId);
  if (!isUnsent && isAtVendor(step, entry)) step.send({ type: 'remove-item', itemId });
  dropEntry(step, itemId);
}

/** Whether the vendor has an item for the entry: of this connection, or told on it. It has none for the app's own speech before the speech has been heard. */
function isAtVendor(step: Step, entry: TranscriptEntry): boolean {
  const { appSpeechAtVendor, seededIds } = step.state.order;
  if (entry.kind === 'continuity') return false;
  if (!step.isLive || entry.connection !== step.public.connection)
    return step.isLive && seededIds.has(entry.id);
  const isFromApp = entry.kind === 'message' && entry.isFromApp === true;
  return !isFromApp || appSpeechAtVendor.has(entry.id);
}

/** Answers a request for approval, once: of one of the app's tools, or of a remote tool. */
export function answerApproval(step: Step, { itemId, answer }: InputOf<'approval-answer-received'>): void {
  const { isApproved, reason } = answer;
  const entry = entryOf(step.public.transcript, itemId);
  if (entry?.kind === 'tool') {
    // A vendor may use the id of a call again: consent to one that has ended must not let another one run.
    if (entry.state === 'awaiting-approval') answerToolApproval(step, entry.callId, answer);
    return;
  }
  if (entry?.kind !== 'approval' || entry.state !== 'pending') return;
  writeEntry(step, { ...entry, state: isApproved ? 'approved' : 'declined' });
  const commandId = step.send({ type: 'answer-approval', approvalRequestId: itemId, isApproved, reason });
  if (step.state.vendor.capabilities.isResponseOnDemand) askToRespond(step, {}, commandId);
}
