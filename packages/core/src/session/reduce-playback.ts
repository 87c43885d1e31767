import type { ItemId } from '../protocol/conversation-item.ts';
import type { Playout } from './internal-state.ts';
import { settleTurn } from './lost-turn.ts';
import { finishOutput, generatedMs, isPlayedByVendor, learnVoice, paceOf } from './playouts.ts';
import type { TurnLatency } from './session-state.ts';
import type { Step } from './step.ts';
import { editAnswer } from './transcript-edits.ts';
import type { MessageEntry } from './transcript/transcript.ts';

/** The number of turns whose latency the state keeps. */
const MAX_LATENCIES = 200;

/** The first sample of an item left the speaker: the agent speaks from here on. */
export function startItem(step: Step, itemId: ItemId, atMs: number): void {
  const playout = step.state.playback.playouts.get(itemId);
  if (!playout || playout.isCut) return;
  step.patch({ speakingItemId: itemId });
  editAnswer(step, itemId, (entry) =>
    entry.audioStartMs === null ? { ...entry, audioStartMs: step.audioMs } : entry,
  );
  const { status } = step.public;
  if (status === 'live' || status === 'reconnecting') step.movePhase('audio-played');
  // A turn whose answer is heard has been understood.
  if (!playout.kept && !playout.isFromApp) settleTurn(step);
  measureLatency(step, playout.responseId, atMs);
}

function measureLatency(step: Step, responseId: string, atMs: number): void {
  const { active, endedTurns } = step.state.responses;
  const response = active.get(responseId);
  const turn = response?.turn ?? endedTurns.get(responseId);
  if (!turn) return;
  if (response) step.setResponse(responseId, { ...response, turn: null });
  const rest = new Map(endedTurns);
  rest.delete(responseId);
  step.update('responses', { endedTurns: rest });
  const from = turn.speechEndedAtMs ?? turn.turnEndedAtMs;
  if (from === null) return;
  const voiceToVoiceMs = Math.max(0, atMs - from);
  const latency: TurnLatency = { ...turn, responseId, audibleAtMs: atMs, voiceToVoiceMs };
  step.patch({ latencies: [...step.public.latencies, latency].slice(-MAX_LATENCIES) });
  step.emit('latency', latency);
}

/** The last sample of an item left the speaker: all of it was heard. */
export function finishItem(step: Step, itemId: ItemId, heardMs: number): void {
  const playout = step.state.playback.playouts.get(itemId);
  if (!playout || playout.isCut) return;
  const items = itemsPlayedWith(step, itemId, playout);
  const shares = items.map((id) => (items.length > 1 ? generatedMs(step, id, 1) : 1));
  const sum = shares.reduce((total, ms) => total + ms, 0);
  for (const [index, id] of items.entries())
    settleItem(step, id, (heardMs * (shares[index] as number)) / sum);
  if (items.includes(step.public.speakingItemId ?? '')) step.patch({ speakingItemId: null });
  finishOutput(step);
}

/** A vendor that plays reports the end of a response and not of its items: they share what was heard, by their text. */
function itemsPlayedWith(step: Step, itemId: ItemId, playout: Playout): readonly ItemId[] {
  if (!isPlayedByVendor(step, playout)) return [itemId];
  return [...step.state.playback.playouts]
    .filter(([, other]) => other.responseId === playout.responseId && !other.isCut && !other.isFromApp)
    .map(([id]) => id);
}

function settleItem(step: Step, itemId: ItemId, heardMs: number): void {
  const playout = step.state.playback.playouts.get(itemId) as Playout;
  step.dropPlayout(itemId);
  // In a call, the audio that was played is all the audio that there was.
  const receivedMs = isPlayedByVendor(step, playout) ? Math.round(heardMs) : Math.floor(playout.receivedMs);
  const wholeMs = Math.min(Math.round(heardMs + (playout.beforeMs ?? 0)), receivedMs);
  editAnswer(step, itemId, (entry) => {
    const heard = { ...entry, receivedMs, heardMs: wholeMs };
    learnVoice(step, playout, heard);
    return closeKept(playout, heard);
  });
  if (playout.kept) step.continuity?.tellKept(step, itemId);
  if (playout.kept?.isWhole === false)
    step.emit('interruption', { itemId, by: 'disconnect', heardMs: wholeMs, receivedMs });
  if (playout.isFromApp) step.continuity?.addAppSpeechAtVendor(step, itemId);
}

/** The connection of the item is gone: what had been received of it is all that there will be. */
function closeKept(playout: Playout, entry: MessageEntry): MessageEntry {
  const { kept } = playout;
  if (!kept || entry.cut) return entry;
  if (kept.isWhole) return { ...entry, state: 'done' };
  const cut = { by: 'disconnect', heardMs: entry.heardMs, ...paceOf(playout) } as const;
  return { ...entry, state: 'interrupted', cut };
}
