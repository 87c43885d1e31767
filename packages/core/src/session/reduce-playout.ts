import type { ItemId } from '../protocol/conversation-item.ts';
import { cutOutput, isVoid } from './cut.ts';
import type { Track } from './machine.ts';
import type { Step } from './step.ts';
import { editNote, finishOutput } from './tracks.ts';

/* In a call the vendor plays: its audio is never here, and its events tell when it is begun, ended and dropped. */

/** What an event of the vendor's buffer says. */
type PlayoutEvent = 'playout-started' | 'playout-stopped' | 'playout-cleared';

/** Nothing: in a call `play` says only which item is being played. */
const NO_AUDIO = new Uint8Array(0);

/** An item is going to be heard. */
export function expectPlayout(step: Step, itemId: ItemId, responseId: string): void {
  if (!step.machine.isCall || step.machine.tracks.has(itemId) || isVoid(step, responseId)) return;
  const note = step.machine.responses.get(responseId);
  // Words that come when their response is over belong to what has been played.
  if (!note) return;
  const track: Track = {
    responseId,
    contentIndex: 0,
    receivedMs: 0,
    isEnded: false,
    isCut: false,
    isOutOfBand: note.isOutOfBand,
  };
  step.update({ tracks: new Map(step.machine.tracks).set(itemId, track) });
  if (step.machine.playoutId !== responseId) return;
  step.update({ playoutId: null });
  step.do({ type: 'play', itemId, audio: NO_AUDIO });
}

/** The vendor's buffer has begun, has ended, or was dropped. */
export function reducePlayout(step: Step, type: PlayoutEvent, responseId: string | null, atMs: number): void {
  if (!step.machine.isCall) return;
  if (isVoid(step, responseId)) return type === 'playout-started' ? silence(step) : undefined;
  if (type === 'playout-started') return startPlayout(step, responseId, atMs);
  if (type === 'playout-stopped') return stopPlayout(step, responseId);
  // Dropped without our asking: the user spoke, or somebody beside the call said so.
  if (cutOutput(step, 'vendor', false)) step.movePhase('cut');
}

/** What was cut before it could be heard has begun on the way: it is silenced here and there. */
function silence(step: Step): void {
  step.send({ type: 'clear-output' });
  step.do({ type: 'flush-output', by: 'app' });
}

const tracksOf = (step: Step, responseId: string | null): readonly ItemId[] =>
  [...step.machine.tracks]
    .filter(
      ([, track]) =>
        !track.isCut && !track.isFromApp && (responseId ?? track.responseId) === track.responseId,
    )
    .map(([itemId]) => itemId);

function startPlayout(step: Step, responseId: string | null, atMs: number): void {
  const note = responseId === null ? undefined : step.machine.responses.get(responseId);
  const last = note?.itemIds.at(-1);
  // A vendor that sends no words sends at least items.
  if (responseId !== null && last !== undefined && tracksOf(step, responseId).length === 0)
    expectPlayout(step, last, responseId);
  const [itemId] = tracksOf(step, responseId);
  cutSaid(step);
  if (responseId !== null) noteFirstAudio(step, responseId, atMs);
  if (itemId === undefined) return step.update({ playoutId: responseId });
  step.do({ type: 'play', itemId, audio: NO_AUDIO });
}

/** The vendor waits for nobody: what the app is having spoken gives way to the answer. */
function cutSaid(step: Step): void {
  const said = [...step.machine.tracks].filter(([, track]) => track.isFromApp && !track.isCut);
  if (said.length === 0) return;
  const tracks = new Map(step.machine.tracks);
  for (const [itemId, track] of said) tracks.set(itemId, { ...track, isCut: true });
  step.update({ tracks });
  step.do({ type: 'flush-output', by: 'vendor' });
}

/** The response may have been made long before it is heard. */
function noteFirstAudio(step: Step, responseId: string, atMs: number): void {
  const note = step.machine.responses.get(responseId);
  const ended = step.machine.endedTurns.get(responseId);
  if (note?.turn) editNote(step, responseId, { ...note, turn: { ...note.turn, firstAudioAtMs: atMs } });
  if (!ended) return;
  const endedTurns = new Map(step.machine.endedTurns).set(responseId, { ...ended, firstAudioAtMs: atMs });
  step.update({ endedTurns });
}

function stopPlayout(step: Step, responseId: string | null): void {
  const items = tracksOf(step, responseId);
  const tracks = new Map(step.machine.tracks);
  // All of the response was played as its first item: that one's end is the end of all.
  const [first] = items;
  if (first !== undefined && !tracks.get(first)?.isEnded) step.do({ type: 'end-item', itemId: first });
  for (const itemId of items) tracks.set(itemId, { ...(tracks.get(itemId) as Track), isEnded: true });
  step.update({ tracks });
}

/** A response that ended before anything of it was played is not waited for. */
export function dropUnplayed(step: Step, responseId: string): void {
  if (!step.machine.isCall) return;
  const tracks = new Map(step.machine.tracks);
  for (const itemId of tracksOf(step, responseId)) {
    if (step.state.speakingItemId !== itemId) tracks.delete(itemId);
  }
  step.update({ tracks });
  finishOutput(step);
}
