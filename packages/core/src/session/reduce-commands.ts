import { askToRespond } from './ask-to-respond.ts';
import { cutOutput } from './cut.ts';
import { entryOf } from './entries.ts';
import { cancelTurn, dropKeptAudio } from './reduce-settings.ts';
import { endTurn } from './reduce-speech.ts';
import { requestCancel } from './response-gate.ts';
import type { SessionInput } from './session-input.ts';
import type { Step } from './step.ts';
import { addEntry, dropEntry, writeEntry } from './transcript-edits.ts';

type InputOf<Type extends SessionInput['type']> = Extract<SessionInput, { type: Type }>;

/** A turn with less audio than this is refused by vendors and holds no word, in milliseconds. */
const MIN_TURN_MS = 100;

/** Something was written: its row stands at once, the vendor hears of it when it can. */
export function sendMessage(step: Step, input: InputOf<'message-sent'>): void {
  const { item, isAnswered, atMs } = input;
  const words = item.content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  addEntry(
    step,
    {
      kind: 'message',
      id: item.id,
      connection: step.state.connection,
      role: item.role,
      modality: 'text',
      text: words.join('\n'),
      images: item.content.flatMap((part) => (part.type === 'image' ? [part.url] : [])),
      state: 'done',
      stage: null,
      responseId: null,
      receivedMs: 0,
      heardMs: 0,
      cut: null,
    },
    undefined,
  );
  const { isResponseOnDemand } = step.machine.capabilities;
  step.send({ type: 'create-item', item, ...(isAnswered && !isResponseOnDemand && { isAnswered }) });
  if (!isAnswered) return;
  step.update({
    turn: {
      speechEndedAtMs: null,
      turnEndedAtMs: atMs,
      responseStartedAtMs: null,
      firstAudioAtMs: null,
      audibleAtMs: null,
    },
  });
  if (isResponseOnDemand) askToRespond(step, {});
}

/** The vendor is to make no more of the answer. Nothing is cut off: what has come is heard to its end. */
export function stopResponding(step: Step): void {
  if (step.machine.gate.active === null || !step.machine.capabilities.canCancelResponse) return;
  step.passGate(requestCancel(step.machine.gate, step.nextCommandId()));
}

/** Silences the agent by the app's will. */
export function interrupt(step: Step): void {
  if (cutOutput(step, 'app', true)) step.movePhase('cut');
}

/** The user takes the floor by hand. */
export function beginTurn(step: Step): void {
  if (step.state.isTurnOpen || step.state.inputMode !== 'push-to-talk') return;
  cutOutput(step, 'user', true);
  dropKeptAudio(step);
  step.patch({ isTurnOpen: true });
  step.send({ type: 'begin-turn' });
  step.movePhase('turn-opened');
}

/** The user hands the turn over. One that is too short to hold a word is thrown away instead of refused. */
export function commitOpenTurn(step: Step, input: InputOf<'turn-ended'>): void {
  if (!step.state.isTurnOpen) return;
  if (input.audioMs < MIN_TURN_MS) return cancelTurn(step);
  step.patch({ isTurnOpen: false });
  step.send({ type: 'commit-turn' });
  endTurn(step, input);
  if (step.machine.capabilities.isResponseOnDemand) askToRespond(step, {});
}

/** Takes a row out here and its item at the vendor. */
export function removeRow(step: Step, itemId: string): void {
  const entry = entryOf(step.state.transcript, itemId);
  if (!entry) return;
  const isUnsent = step.machine.queue.some(
    (command) => command.type === 'create-item' && command.item.id === itemId,
  );
  if (isUnsent) {
    step.update({
      queue: step.machine.queue.filter(
        (command) => command.type !== 'create-item' || command.item.id !== itemId,
      ),
    });
  } else if (step.isLive && entry.connection === step.state.connection) {
    step.send({ type: 'remove-item', itemId });
  }
  dropEntry(step, itemId);
}

/** Answers a remote tool's request for consent, once. */
export function answerApproval(step: Step, input: InputOf<'approval-answered'>): void {
  const entry = entryOf(step.state.transcript, input.itemId);
  if (entry?.kind !== 'approval' || entry.state !== 'pending') return;
  const { isApproved, reason, itemId } = input;
  writeEntry(step, { ...entry, state: isApproved ? 'approved' : 'declined' });
  step.send({ type: 'answer-approval', approvalRequestId: itemId, isApproved, reason });
  if (step.machine.capabilities.isResponseOnDemand) askToRespond(step, {});
}
