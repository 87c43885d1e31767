import type { ItemId } from '../protocol/conversation-item.ts';
import type { CallRules, PlayoutEvent, Step } from './step.ts';

/* In a call the vendor plays the audio. Its events report when playing has started, stopped or was cleared. */

/** In a call the `play` effect carries no audio: it only names the item that is being played. */
const NO_AUDIO = new Uint8Array(0);

/** Registers an item that is going to be heard. */
function expectPlayout(step: Step, itemId: ItemId, responseId: string): void {
  const { playback, responses, vendor } = step.state;
  if (!vendor.isCall || playback.playouts.has(itemId) || step.acts?.isCancelled(step, responseId)) return;
  const response = responses.active.get(responseId);
  // Words that arrive after the end of their response belong to audio that has been played.
  if (!response) return;
  step.setPlayout(itemId, {
    responseId,
    contentIndex: 0,
    receivedMs: 0,
    ...(step.acts && { speechRate: step.acts.agentRate(step.state) }),
    isEnded: false,
    isCut: false,
    isOutOfBand: response.isOutOfBand,
  });
  if (playback.unclaimedPlayoutResponseId !== responseId) return;
  step.update('playback', { unclaimedPlayoutResponseId: null });
  step.do({ type: 'play', itemId, audio: NO_AUDIO });
}

/** A cancelled response has started to play nevertheless: it is silenced here and at the vendor. */
function silence(step: Step): void {
  step.send({ type: 'clear-output' });
  step.do({ type: 'flush-output', by: 'app' });
}

function playoutsOf(step: Step, responseId: string | null): readonly ItemId[] {
  return [...step.state.playback.playouts]
    .filter(
      ([, playout]) =>
        !playout.isCut && !playout.isFromApp && (responseId ?? playout.responseId) === playout.responseId,
    )
    .map(([itemId]) => itemId);
}

function startPlayout(step: Step, responseId: string | null, atMs: number): void {
  const response = responseId === null ? undefined : step.state.responses.active.get(responseId);
  const last = response?.itemIds.at(-1);
  // A vendor that sends no words sends at least items.
  if (responseId !== null && last !== undefined && playoutsOf(step, responseId).length === 0)
    expectPlayout(step, last, responseId);
  const [itemId] = playoutsOf(step, responseId);
  cutAppSpeech(step);
  if (responseId !== null) recordFirstAudio(step, responseId, atMs);
  if (itemId === undefined) return step.update('playback', { unclaimedPlayoutResponseId: responseId });
  step.do({ type: 'play', itemId, audio: NO_AUDIO });
}

/** The vendor starts to play without asking: the app's own speech gives way to the answer. */
function cutAppSpeech(step: Step): void {
  const speech = [...step.state.playback.playouts].filter(
    ([, playout]) => playout.isFromApp && !playout.isCut,
  );
  if (speech.length === 0) return;
  for (const [itemId, playout] of speech) step.setPlayout(itemId, { ...playout, isCut: true });
  step.do({ type: 'flush-output', by: 'vendor' });
}

/** The response may have ended long before it is heard. */
function recordFirstAudio(step: Step, responseId: string, atMs: number): void {
  const { active, endedTurns } = step.state.responses;
  const response = active.get(responseId);
  const ended = endedTurns.get(responseId);
  if (response?.turn)
    step.setResponse(responseId, { ...response, turn: { ...response.turn, firstAudioAtMs: atMs } });
  if (!ended) return;
  const turns = new Map(endedTurns).set(responseId, { ...ended, firstAudioAtMs: atMs });
  step.update('responses', { endedTurns: turns });
}

function stopPlayout(step: Step, responseId: string | null): void {
  const items = playoutsOf(step, responseId);
  const playouts = new Map(step.state.playback.playouts);
  // The speaker plays all of the response as its first item, whose end is the end of all.
  const [first] = items;
  if (first !== undefined && !playouts.get(first)?.isEnded) step.do({ type: 'end-item', itemId: first });
  for (const itemId of items) {
    const playout = playouts.get(itemId);
    if (playout) playouts.set(itemId, { ...playout, isEnded: true });
  }
  step.update('playback', { playouts });
}

/** A response that ended before anything of it was played is not waited for. */
function dropUnplayed(step: Step, responseId: string): void {
  if (!step.state.vendor.isCall) return;
  const { speakingItemId } = step.public;
  step.dropPlayout(...playoutsOf(step, responseId).filter((itemId) => itemId !== speakingItemId));
  step.acts?.finishOutput(step);
}

/** Reduces an event of the vendor about what it plays. */
function takePlayout(step: Step, { type, responseId }: PlayoutEvent, atMs: number): void {
  const isUnwanted = step.acts?.isCancelled(step, responseId) ?? false;
  if (!step.state.vendor.isCall) return;
  if (type === 'playout-started') return isUnwanted ? silence(step) : startPlayout(step, responseId, atMs);
  if (isUnwanted) return;
  if (type === 'playout-stopped') return stopPlayout(step, responseId);
  // Cleared without a command of ours: the user spoke, or another client of the call cleared it.
  if (step.acts?.cutOutput(step, 'vendor', false)) step.movePhase('cut');
}

/** The rules of a call. */
export const callRules: CallRules = { takePlayout, expectPlayout, dropUnplayed };
