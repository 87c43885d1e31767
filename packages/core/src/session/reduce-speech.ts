import type { ItemId } from '../protocol/conversation-item.ts';
import type { InputServerEvent } from '../protocol/server-event.ts';
import { cutOutput } from './cut.ts';
import type { EventHandlers, EventOf, Timing } from './handlers.ts';
import { answerTurn } from './answer-turn.ts';
import { isAnswerLeftToApp } from './is-answer-left-to-app.ts';
import { finishTurn, settleTurn, startTurn } from './lost-turn.ts';
import { finishOutput } from './playouts.ts';
import { recordUsage } from './reduce-usage.ts';
import type { Step } from './step.ts';
import {
  addEntry,
  awaitTranscript,
  createMessageEntry,
  editMessage,
  editSpeech,
  placeEntry,
  renameEntry,
} from './transcript-edits.ts';
import { entryOf } from './transcript/transcript.ts';

/** Handlers of events about the user's audio and its transcript. */
export const SPEECH_HANDLERS: EventHandlers<InputServerEvent> = {
  'speech-started': startSpeech,
  'speech-stopped': (step, _event, timing) => endTurn(step, timing),
  'turn-committed': (step, { itemId, previousItemId }, timing) => {
    // Vendors without an event for the end of speech report it by committing the turn.
    if (step.public.phase === 'user-speaking' && !step.public.isTurnOpen) endTurn(step, timing);
    commitTurn(step, itemId, previousItemId);
  },
  'idle-timeout-reached': (step, { itemId }) => claimUserItem(step, itemId),
  'input-transcript-delta': (step, { itemId, delta }) => {
    claimUserItem(step, itemId);
    editSpeech(step, itemId, (entry) =>
      entry.state === 'done' ? entry : { ...entry, text: entry.text + delta },
    );
  },
  'input-transcript-done': (step, { itemId, transcript, usage }) => {
    claimUserItem(step, itemId);
    editSpeech(step, itemId, (entry) => ({ ...entry, text: transcript, state: 'done' }));
    if (itemId !== step.state.turn.userItemId) settleTurn(step);
    if (usage) recordUsage(step, { id: itemId, source: 'transcription', record: usage });
  },
  'input-transcript-failed': (step, { itemId, message }) => {
    claimUserItem(step, itemId);
    step.log('The vendor could not transcribe a turn.', message);
    editSpeech(step, itemId, (entry) => ({ ...entry, state: 'failed' }));
  },
  // Cleared input leaves the reserved row to the next speech. Segments and keys are for listeners of `server-event`.
};

/** The user's row is made when speech starts, so that the order of the rows never depends on what arrives when. */
function startSpeech(step: Step, { itemId, interruptsOutput }: EventOf<'speech-started'>): void {
  step.update('turn', { startedAudioMs: step.audioMs, earlyResponseId: null });
  startTurn(step);
  claimUserItem(step, itemId ?? `speech_${step.public.connection}_${step.nextCommandId()}`);
  const detection = step.public.effective?.turnDetection;
  const isClientAuthority = step.state.interruption.turnAuthority === 'client';
  const isCutByVendor =
    !isClientAuthority &&
    interruptsOutput !== false &&
    detection?.mode !== 'off' &&
    detection?.autoInterrupt !== false;
  // An answer of which nothing has been heard is cut without a decision: it is to include what the user adds.
  const isUnheard = isClientAuthority && step.public.phase === 'thinking';
  if ((isCutByVendor || isUnheard) && cutOutput(step, 'user', isUnheard)) step.movePhase('barged-in');
  else step.movePhase('speech-started');
}

/** The turn has ended; its latency counts from here. */
export function endTurn(step: Step, timing: Timing): void {
  const { earlyResponseId } = step.state.turn;
  const stages = {
    speechEndedAtMs: timing.lastVoicedAtMs,
    turnEndedAtMs: timing.atMs,
    responseStartedAtMs: null,
    firstAudioAtMs: null,
    audibleAtMs: null,
  };
  const answer = earlyResponseId === null ? null : step.state.responses.active.get(earlyResponseId);
  if (earlyResponseId !== null && answer)
    step.setResponse(earlyResponseId, { ...answer, turn: { ...stages, responseStartedAtMs: timing.atMs } });
  // Some vendors start the answer before they report the end of the turn: then no other answer is awaited.
  step.update('turn', { stages: earlyResponseId === null ? stages : null, earlyResponseId: null });
  finishTurn(step);
  step.movePhase('turn-ended');
  const { userItemId } = step.state.turn;
  if (userItemId === null) return;
  editMessage(step, userItemId, (entry) =>
    entry.state === 'speaking' ? { ...entry, state: 'transcribing' } : entry,
  );
}

function commitTurn(step: Step, itemId: ItemId, previousItemId: ItemId | null | undefined): void {
  claimUserItem(step, itemId, previousItemId);
  placeEntry(step, itemId, previousItemId);
  editMessage(step, itemId, (entry) => awaitTranscript(step, entry));
  step.update('turn', { userItemId: null });
  step.emit('turn-committed', { itemId });
  const { interruption, vendor } = step.state;
  // Nothing is made until the app asks for it.
  if (isAnswerLeftToApp(step.state)) return finishOutput(step);
  const isDetected = step.public.inputMode === 'hands-free' && vendor.config.turnDetection?.mode !== 'off';
  if (isDetected && interruption.turnAuthority === 'client') answerTurn(step);
}

/** Makes the user's row, or gives the row that was reserved without an id its id. */
function claimUserItem(step: Step, id: ItemId, previousItemId?: ItemId | null): void {
  if (entryOf(step.public.transcript, id)) return;
  const reserved = step.state.turn.userItemId;
  if (reserved?.startsWith('speech_')) {
    renameEntry(step, reserved, id);
  } else {
    const entry = createMessageEntry(step, {
      id,
      role: 'user',
      modality: 'audio',
      state: 'speaking',
      audioStartMs: step.state.turn.startedAudioMs,
    });
    addEntry(step, entry, previousItemId);
  }
  step.update('turn', { userItemId: id, startedAudioMs: null });
}
