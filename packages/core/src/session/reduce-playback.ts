import type { ItemId } from '../protocol/conversation-item.ts';
import type { TurnLatency } from './latency.ts';
import type { Track } from './machine.ts';
import type { Step } from './step.ts';
import { tellSaid } from './tell-said.ts';
import { editNote, finishOutput, isPlayedAfar, madeMs } from './tracks.ts';
import { editAnswer } from './transcript-edits.ts';

/** How many turns the state keeps the latency of. */
const MAX_LATENCIES = 200;

/** The first sample of an item left the speaker: only now the agent speaks. */
export function startItem(step: Step, itemId: ItemId, atMs: number): void {
  const track = step.machine.tracks.get(itemId);
  if (!track || track.isCut) return;
  step.patch({ speakingItemId: itemId });
  step.movePhase('audio-played');
  const note = step.machine.responses.get(track.responseId);
  const turn = note?.turn ?? step.machine.endedTurns.get(track.responseId);
  if (!turn) return;
  if (note) editNote(step, track.responseId, { ...note, turn: null });
  const endedTurns = new Map(step.machine.endedTurns);
  endedTurns.delete(track.responseId);
  step.update({ endedTurns });
  const from = turn.speechEndedAtMs ?? turn.turnEndedAtMs;
  if (from === null) return;
  const latency: TurnLatency = {
    ...turn,
    responseId: track.responseId,
    audibleAtMs: atMs,
    voiceToVoiceMs: Math.max(0, atMs - from),
  };
  step.patch({ latencies: [...step.state.latencies, latency].slice(-MAX_LATENCIES) });
  step.notify({ type: 'latency', latency });
}

/** The last sample of an item left the speaker: all of it was heard. */
export function finishItem(step: Step, itemId: ItemId, heardMs: number): void {
  const track = step.machine.tracks.get(itemId);
  if (!track || track.isCut) return;
  const items = itemsPlayedWith(step, itemId, track);
  const made = items.map((id) => (items.length > 1 ? madeMs(step, id, 1) : 1));
  const allMs = made.reduce((sum, ms) => sum + ms, 0);
  for (const [index, id] of items.entries())
    settleItem(step, id, (heardMs * (made[index] as number)) / allMs);
  if (items.includes(step.state.speakingItemId ?? '')) step.patch({ speakingItemId: null });
  finishOutput(step);
}

/** A vendor that plays tells the end of a response and not of its items: they share what was heard, by their words. */
function itemsPlayedWith(step: Step, itemId: ItemId, track: Track): readonly ItemId[] {
  if (!isPlayedAfar(step, track)) return [itemId];
  return [...step.machine.tracks]
    .filter(([, other]) => other.responseId === track.responseId && !other.isCut && !other.isFromApp)
    .map(([id]) => id);
}

function settleItem(step: Step, itemId: ItemId, heardMs: number): void {
  const track = step.machine.tracks.get(itemId) as Track;
  const tracks = new Map(step.machine.tracks);
  tracks.delete(itemId);
  step.update({ tracks });
  // In a call what was played is what there was.
  const receivedMs = isPlayedAfar(step, track) ? Math.round(heardMs) : Math.floor(track.receivedMs);
  editAnswer(step, itemId, (entry) => ({
    ...entry,
    receivedMs,
    heardMs: Math.min(Math.round(heardMs + (track.beforeMs ?? 0)), receivedMs),
  }));
  if (track.isFromApp) tellSaid(step, itemId);
}
