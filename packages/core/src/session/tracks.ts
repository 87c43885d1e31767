import type { ItemId } from '../protocol/conversation-item.ts';
import { entryOf } from './entries.ts';
import type { ResponseNote, Track } from './machine.ts';
import type { Step } from './step.ts';

/** How long a character takes to say, in milliseconds: 180 words a minute, of five characters and a space. */
const MS_PER_CHARACTER = 55;

/**
 * No more audio of the item will come: the speaker may take its end for an end and not for a gap. What was cut had no
 * end: the vendor's word that it stopped must not make it whole.
 */
export function endTrack(step: Step, itemId: ItemId): void {
  const track = step.machine.tracks.get(itemId);
  // In a call all of it has been made, but not yet played.
  if (!track || track.isEnded || track.isCut || isPlayedAfar(step, track)) return;
  step.update({ tracks: new Map(step.machine.tracks).set(itemId, { ...track, isEnded: true }) });
  step.do({ type: 'end-item', itemId });
}

/** Whether the vendor plays it: in calls all but what the app has spoken. */
export function isPlayedAfar({ machine }: Step, track: Track): boolean {
  return machine.isCall && !track.isFromApp;
}

/** Replaces what is kept of a running response. */
export function editNote(step: Step, responseId: string, note: ResponseNote): void {
  step.update({ responses: new Map(step.machine.responses).set(responseId, note) });
}

/** Moves the phase on when nothing is audible any more: to an end, or to a pause where more is being made or waited for. */
export function finishOutput(step: Step): void {
  const { tracks, gate, calls, responses } = step.machine;
  if (tracks.size > 0) return;
  const isAnswering = gate.requested !== null || gate.waiting.length > 0 || calls.size > 0;
  const isPaused = isAnswering || [...responses.values()].some((note) => !note.isOutOfBand);
  step.movePhase(isPaused ? 'output-paused' : 'output-finished');
}

/**
 * How long an item of a call is in all: the vendor sends no more than is heard, so the rest is told by its words. Never
 * less than what was heard of it.
 */
export function madeMs(step: Step, itemId: ItemId, heardMs: number): number {
  const entry = entryOf(step.state.transcript, itemId);
  const length = entry?.kind === 'message' ? entry.text.length : 0;
  return Math.max(heardMs, length * MS_PER_CHARACTER);
}
