import type { ItemId } from '../protocol/conversation-item.ts';
import type { InternalState, Playout } from './internal-state.ts';
import { isCallRunning } from './open-calls.ts';
import { learnPace, rateOf, spokenMs } from './transcript/speech-rate.ts';
import type { Step } from './step.ts';
import { entryOf } from './transcript/transcript.ts';
import type { MessageEntry } from './transcript/transcript.ts';

/**
 * Marks an item's audio as complete, so that the speaker takes its end for an end and not for a gap. An item that was cut
 * has no end: the vendor's event that it stopped must not make it complete.
 */
export function endPlayout(step: Step, itemId: ItemId): void {
  const playout = step.state.playback.playouts.get(itemId);
  // In a call the vendor may have generated all of it, but has not played it yet.
  if (!playout || playout.isEnded || playout.isCut || isPlayedByVendor(step, playout)) return;
  step.setPlayout(itemId, { ...playout, isEnded: true });
  step.do({ type: 'end-item', itemId });
}

/** Whether the vendor plays the audio: in calls, all audio except the app's own speech. */
export function isPlayedByVendor({ state }: Step, playout: Playout): boolean {
  return state.vendor.isCall && !playout.isFromApp;
}

/** Moves the phase on when nothing is audible any more: to the end, or to a pause where more output is expected. */
export function finishOutput(step: Step): void {
  const { playback, responses, tools } = step.state;
  if (playback.playouts.size > 0) return;
  if (!step.isLive) return step.movePhase('went-down');
  const { requested, waiting } = responses.gate;
  const isAnswering = requested !== null || waiting.length > 0 || isCallRunning(tools);
  const isPaused = isAnswering || [...responses.active.values()].some((response) => !response.isOutOfBand);
  step.movePhase(isPaused ? 'output-paused' : 'output-finished');
}

/**
 * The whole duration of an item in a call, in milliseconds. The vendor sends no more audio than is heard, so the rest is
 * estimated from the text. Never less than what was heard.
 */
export function generatedMs(step: Step, itemId: ItemId, heardMs: number): number {
  const entry = entryOf(step.public.transcript, itemId);
  const text = entry?.kind === 'message' ? entry.text : '';
  return Math.max(heardMs, Math.round(spokenMs(text) / agentRate(step.state)));
}

/** The speech rate of the agent's voice, as its items have shown it. */
export function agentRate({ vendor }: InternalState): number {
  return rateOf(vendor.pace, voiceOf(vendor), vendor.config.speed);
}

/** The pace of an item whose text may run ahead of its audio; nothing once the audio is whole. */
export function paceOf({ isEnded, kept, speechRate }: Playout): { readonly speechRate?: number } {
  const isWhole = kept?.isWhole ?? isEnded;
  return isWhole || speechRate === undefined ? {} : { speechRate };
}

/** Learns the pace of the agent's voice from an item that was heard to its end. */
export function learnVoice(step: Step, { isFromApp, kept }: Playout, entry: MessageEntry): void {
  if (isFromApp || kept?.isWhole === false || entry.state !== 'done' || entry.modality !== 'audio') return;
  const { vendor } = step.state;
  step.update('vendor', { pace: learnPace(vendor.pace, voiceOf(vendor), entry.text, entry.receivedMs) });
}

function voiceOf({ config }: InternalState['vendor']): string {
  return JSON.stringify([config.voice, config.speed]);
}
