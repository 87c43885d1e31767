import type { BargeInCandidate } from './barge-in/barge-in-watch.ts';
import type { BargeInReason } from './barge-in/barge-in-evidence.ts';
import { expectsWords, userEntriesOf } from './barge-in-candidate.ts';
import { patchWatch, watchOf } from './barge-in-step.ts';
import type { Step } from './step.ts';
import { entryOf } from './transcript/transcript.ts';

/** Reasons of a cut by sound alone: it may have been a noise after all. */
const BY_SOUND: ReadonlySet<BargeInReason> = new Set(['likely', 'duration']);

/**
 * After a cut by sound alone, words are awaited, and a turn that the vendor commits meanwhile is not answered yet. Returns
 * whether that is so. One answer goes on once, until the user says something: what cut it may cut it again.
 */
export function awaitWords(step: Step, cut: BargeInCandidate, reason: BargeInReason): boolean {
  const { policy, hasContinued } = watchOf(step);
  const { continueAfterMs = Infinity } = policy;
  const isPossible = step.state.vendor.capabilities.isResponseOnDemand && expectsWords(step);
  if (!BY_SOUND.has(reason) || hasContinued || !isPossible || continueAfterMs === Infinity) return false;
  patchWatch(step, { wordless: cut });
  step.do({ type: 'set-timer', timer: 'barge-in-words', afterMs: continueAfterMs });
  return true;
}

/** Looks for words of the sound that cut. An answer that was held is given; where nothing was said, the agent goes on. */
export function checkWords(step: Step): void {
  const { wordless } = watchOf(step);
  if (!wordless) return;
  const entries = userEntriesOf(wordless, step.public.transcript);
  if (entries.some(({ text }) => text.trim() !== '')) return endAwaiting(step, true);
  const isOver = entries.every(({ state }) => state === 'done' || state === 'failed');
  if (entries.length > 0 && isOver) continueAnswer(step);
}

/** The words have not come in time. While somebody is speaking, they still may. */
export function takeWordsTime(step: Step): void {
  const { wordless, voiceAtMs, policy } = watchOf(step);
  if (!wordless) return;
  const entries = userEntriesOf(wordless, step.public.transcript);
  const isSpeaking = voiceAtMs !== null || entries.some(({ state }) => state === 'speaking');
  if (!isSpeaking) return continueAnswer(step);
  step.do({ type: 'set-timer', timer: 'barge-in-words', afterMs: policy.continueAfterMs ?? 0 });
}

/** Words are not awaited any longer. */
export function endAwaiting(step: Step, isAnswerDue: boolean): void {
  if (!step.state.bargeIn?.wordless) return;
  forget(step);
  const { isAnswerHeld } = step.state.interruption;
  step.update('interruption', { bargeInVerdict: null, isAnswerHeld: false });
  if (isAnswerDue && isAnswerHeld) step.acts?.answerTurn(step);
}

function forget(step: Step): void {
  patchWatch(step, { wordless: null });
  step.do({ type: 'clear-timer', timer: 'barge-in-words' });
}

function continueAnswer(step: Step): void {
  const { wordless, nowMs, voiceAtMs, candidate } = watchOf(step);
  if (!wordless || voiceAtMs !== null || candidate) return;
  const { instructions = '' } = step.state.vendor.config;
  const place = heardTextOf(step, wordless);
  forget(step);
  // A turn that the noise made is not answered.
  step.update('interruption', { bargeInVerdict: 'rejected' });
  if (place === null || !isFree(step)) return;
  // Should words come later nevertheless, they are a turn that is answered.
  const decision = { verdict: 'resume', reason: 'too-short' } as const;
  const decided = { ...wordless, decision, decidedAtMs: nowMs };
  patchWatch(step, { hasContinued: true, decided, rejected: [decided] });
  const options = { instructions: `${instructions}\n\n${tellPlace(place)}`.trim() };
  step.acts?.askToRespond(step, options);
}

/** Whether nothing else has begun meanwhile. */
function isFree(step: Step): boolean {
  const { responses, playback, tools } = step.state;
  const { active, requested, waiting } = responses.gate;
  const isResponding = active !== null || requested !== null || waiting.length > 0;
  const isIdle = !isResponding && playback.playouts.size === 0 && tools.pending.size === 0;
  return isIdle && step.isLive && !step.public.isPaused && step.public.inputMode === 'hands-free';
}

/** The text of the answer that was heard; `null` where all of it was. */
function heardTextOf(step: Step, { itemId }: BargeInCandidate): string | null {
  const entry = itemId === null ? null : entryOf(step.public.transcript, itemId);
  if (entry?.kind !== 'message' || entry.state !== 'interrupted') return null;
  const { text, cut, receivedMs, heardMs, wordTimes } = entry;
  if (cut?.heardText !== undefined) return cut.heardText.trim();
  const split = step.acts?.splitAtHeard({
    text,
    heardMs,
    receivedMs,
    ...(wordTimes && { words: wordTimes }),
    ...(cut?.speechRate !== undefined && { speechRate: cut.speechRate }),
  });
  return split?.heardText.trim() ?? null;
}

function tellPlace(heardText: string): string {
  if (heardText === '')
    return 'A noise stopped your last answer. The user has said nothing, and has heard none of it. Give that answer again, and do not mention the noise.';
  return `A noise stopped your last answer. The user has said nothing, and has heard it up to these words: ${JSON.stringify(heardText)}. Go on from there, repeat nothing, and do not mention the noise.`;
}
