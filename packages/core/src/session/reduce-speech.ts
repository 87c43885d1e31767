import type { ItemId } from '../protocol/conversation-item.ts';
import type { InputServerEvent } from '../protocol/server-event.ts';
import { answerTurn } from './barge-in/reduce-barge-in.ts';
import { cutOutput } from './cut.ts';
import { entryOf } from './entries.ts';
import { recordUsage } from './reduce-usage.ts';
import type { Step } from './step.ts';
import { addEntry, editMessage, editSpeech, placeEntry, renameEntry } from './transcript-edits.ts';
import type { MessageEntry } from './transcript.ts';

type SpeechStart = Extract<InputServerEvent, { type: 'speech-started' }>;

/** When things happened, as the runtime measured it. */
export interface Timing {
  readonly atMs: number;
  readonly lastVoicedAtMs: number | null;
}

/** Events about the user's audio and its words. */
export function reduceSpeech(step: Step, event: InputServerEvent, timing: Timing): void {
  switch (event.type) {
    case 'speech-started':
      return startSpeech(step, event);
    case 'speech-stopped':
      return endTurn(step, timing);
    case 'turn-committed':
      // Vendors without an event for the end of speech say it by committing.
      if (step.state.phase === 'user-speaking' && !step.state.isTurnOpen) endTurn(step, timing);
      return commitTurn(step, event.itemId, event.previousItemId);
    case 'idle-timeout-triggered':
      return void claimUserItem(step, event.itemId);
    case 'input-transcript-delta':
      claimUserItem(step, event.itemId);
      return void editSpeech(step, event.itemId, (entry) =>
        entry.state === 'done' ? entry : { ...entry, text: entry.text + event.delta },
      );
    case 'input-transcript-done':
      claimUserItem(step, event.itemId);
      editSpeech(step, event.itemId, (entry) => ({ ...entry, text: event.transcript, state: 'done' }));
      if (event.usage) recordUsage(step, { id: event.itemId, source: 'transcription', record: event.usage });
      return;
    case 'input-transcript-failed':
      claimUserItem(step, event.itemId);
      step.log('The words of a turn could not be had.', event.message);
      return void editSpeech(step, event.itemId, (entry) => ({ ...entry, state: 'failed' }));
    // Cleared input leaves the slot to the next speech; speakers and keys are for listeners of the raw events.
    case 'input-cleared':
    case 'input-transcript-segment':
    case 'dtmf-received':
  }
}

/** The user's row is made when speech starts, so that the order of the talk never depends on what arrives when. */
function startSpeech(step: Step, { itemId, isCutTold }: SpeechStart): void {
  claimUserItem(step, itemId ?? `speech_${step.nextCommandId()}`);
  const detection = step.state.effective?.turnDetection;
  const { isHolding } = step.machine;
  const isCutByVendor =
    !isHolding && !isCutTold && detection?.mode !== 'off' && detection?.isAutoInterrupt !== false;
  // An answer of which nothing is heard yet needs no doubt: what the user adds is to be in it.
  const isUnheard = isHolding && step.state.phase === 'thinking';
  if ((isCutByVendor || isUnheard) && cutOutput(step, 'user', isUnheard)) step.movePhase('barged-in');
  else step.movePhase('speech-started');
}

/** The turn is over; from here its latency counts. */
export function endTurn(step: Step, timing: Timing): void {
  step.update({
    turn: {
      speechEndedAtMs: timing.lastVoicedAtMs,
      turnEndedAtMs: timing.atMs,
      responseStartedAtMs: null,
      firstAudioAtMs: null,
      audibleAtMs: null,
    },
  });
  step.movePhase('turn-ended');
  const { userItemId } = step.machine;
  if (userItemId !== null) editMessage(step, userItemId, markTranscribing);
}

function commitTurn(step: Step, itemId: ItemId, previousItemId: ItemId | null | undefined): void {
  claimUserItem(step, itemId, previousItemId);
  placeEntry(step, itemId, previousItemId);
  editMessage(step, itemId, (entry) => awaitWords(step, entry));
  step.update({ userItemId: null });
  step.notify({ type: 'turn-committed', itemId });
  const { isHolding, config } = step.machine;
  const isAsked = config.turnDetection?.mode !== 'off' && config.turnDetection?.isAutoResponse !== false;
  if (isHolding && isAsked && step.state.inputMode === 'hands-free') answerTurn(step);
}

/** Makes the user's row, or gives the row that was reserved without an id its real one. */
function claimUserItem(step: Step, itemId: ItemId, previousItemId?: ItemId | null): void {
  if (entryOf(step.state.transcript, itemId)) return;
  const reserved = step.machine.userItemId;
  if (reserved?.startsWith('speech_')) {
    renameEntry(step, reserved, itemId);
    step.update({ userItemId: itemId });
    return;
  }
  addEntry(step, createUserSpeech(step, itemId), previousItemId);
  step.update({ userItemId: itemId });
}

function createUserSpeech(step: Step, id: ItemId): MessageEntry {
  return {
    kind: 'message',
    id,
    connection: step.state.connection,
    role: 'user',
    modality: 'audio',
    text: '',
    images: [],
    state: 'speaking',
    stage: null,
    responseId: null,
    receivedMs: 0,
    heardMs: 0,
    cut: null,
  };
}

function markTranscribing(entry: MessageEntry): MessageEntry {
  return entry.state === 'speaking' ? { ...entry, state: 'transcribing' } : entry;
}

/** A committed turn waits for its words only where words were asked for. */
export function awaitWords(step: Step, entry: MessageEntry): MessageEntry {
  if (entry.state !== 'speaking' && entry.state !== 'transcribing') return entry;
  return { ...entry, state: step.machine.config.transcription === 'off' ? 'done' : 'transcribing' };
}
