import type { ReflexReport } from '../audio/reflex.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { HeardSoFar, InputOf, SessionInput } from './session-input.ts';
import type { Step } from './step.ts';
import type { BargeInEvidence, BargeInReason } from './barge-in/barge-in-evidence.ts';
import type { BargeInCandidate } from './barge-in/barge-in-watch.ts';
import { QUIET_BARGE_IN } from './barge-in/barge-in.ts';
import type { BargeIn, BargeInState } from './barge-in/barge-in.ts';
import type { BargeInPolicy } from './barge-in/barge-in-policy.ts';
import { languageOf, resolveRules } from './barge-in/barge-in-policy.ts';
import { createCandidate, evidenceOf, ownsEntry, withReport } from './barge-in-candidate.ts';
import { isPauseDue } from './barge-in-pause.ts';
import { patchWatch, spokenItemOf, watchOf } from './barge-in-step.ts';
import { awaitWords, checkWords, endAwaiting, takeWordsTime } from './continue-answer.ts';
import { decideBargeIn } from './barge-in/decide-barge-in.ts';
import type { BargeInDecision } from './barge-in/decide-barge-in.ts';
import { entryOf } from './transcript/transcript.ts';
import { countEcho, createEchoWatch, echoStateOf, measureEcho } from './barge-in/echo-watch.ts';

/** The longest wait for the silence after a yield, in milliseconds: an audio context may be suspended. */
const SILENCE_PATIENCE_MS = 500;
/** The time in which late words of a rejected sound may prove that it was a turn, in milliseconds. */
const LATE_WORDS_MS = 3_000;
/** The speech into a muted microphone after which the state reports it, in milliseconds. */
const MUTED_SPEECH_MS = 300;
/** The number of decisions that the state keeps, and of rejected sounds. */
const MAX_HISTORY = 50;
/** The number of responses that keep their metadata. */
const MAX_METADATA = 16;

const SILENT = { item: null, isInterruptible: true, sinceMs: null };

type Observers = { readonly [Type in SessionInput['type']]?: (step: Step, input: InputOf<Type>) => void };

const OBSERVERS: Observers = {
  'barge-in-changed': (step, { policy, isInterruptible = true }) =>
    policy ? configure(step, policy, isInterruptible) : release(step),
  'listening-words-loaded': (step, { language, words }) => {
    const { policy, rules } = watchOf(step);
    const isWanted = language === languageOf(policy, step.state.vendor.config) && !policy.listeningWords;
    if (isWanted) patchWatch(step, { rules: { ...rules, words } });
  },
  'reflex-opened': (step, { canPause }) => {
    patchWatch(step, { hasReflex: true, canPause, isArmed: false });
    arm(step);
  },
  'reflex-closed': (step, { isLost }) => {
    patchWatch(step, { hasReflex: false });
    // Nothing else would decide about a sound that ducked the agent, and a turn would wait for its answer.
    const reason = isLost ? 'agent-finished' : 'candidate-expired';
    if (isLost || step.isLive) goOn(step, reason);
    if (!isLost) reset(step);
  },
  'reflex-report-received': takeReport,
  'mute-changed': (step, { isMuted }) => {
    if (!isMuted) setPublic(step, { isSpeakingWhileMuted: false });
    arm(step);
  },
  'input-mode-changed': arm,
  'item-playout-started': (step, { itemId, isInterruptible = true }) => {
    startItem(step, itemId, isInterruptible);
    arm(step);
  },
  'playback-drained': (step) => {
    // A speaker that was flushed may be empty before it has reported how much was heard.
    if ([...step.state.playback.playouts.values()].some(({ isCut }) => isCut)) return;
    endItem(step);
    goOn(step, 'agent-finished');
  },
  'output-flushed': (step, { by }) => {
    endItem(step);
    if (by === 'disconnect') return;
    settle(step, { verdict: 'yield', reason: by === 'app' ? 'app' : 'vendor' }, false);
  },
  'timer-fired': (step, { timer }) => {
    if (timer === 'barge-in-silence') report(step, null);
    if (timer === 'barge-in-words') takeWordsTime(step);
  },
  'server-event-received': takeEvent,
};

/**
 * The rules of barge-in: duck, decide, then yield or resume. They observe each input after the rules of the conversation, in
 * the same step. They are a module of their own, which only sessions with barge-in load.
 */
export function observeBargeIn(step: Step, input: SessionInput): void {
  const watch = step.state.bargeIn;
  if (watch && 'atMs' in input && input.atMs !== undefined) patchWatch(step, { nowMs: input.atMs });
  if (!watch && input.type !== 'barge-in-changed') return;
  const observer = OBSERVERS[input.type] as ((step: Step, input: SessionInput) => void) | undefined;
  observer?.(step, input);
}

/** Changes the public state where it differs. */
function setPublic(step: Step, change: Partial<BargeInState>): void {
  const before = step.public.bargeIn;
  const keys = Object.keys(change) as (keyof BargeInState)[];
  if (before && keys.every((key) => before[key] === change[key])) return;
  step.patch({ bargeIn: { ...QUIET_BARGE_IN, ...before, ...change } });
}

function configure(step: Step, policy: BargeInPolicy, isInterruptible: boolean): void {
  const before = step.state.bargeIn ?? {
    spoken: { ...SILENT, metadata: new Map() },
    hasReflex: false,
    canPause: false,
    isArmed: false,
    candidate: null,
    decided: null,
    rejected: [],
    wordless: null,
    hasContinued: false,
    isVoiceHeard: false,
    unreported: null,
    nowMs: step.moment.atMs,
  };
  const { config } = step.state.vendor;
  const rules = resolveRules(policy, config);
  const echo = createEchoWatch(policy.echo ?? 'auto');
  step.state = { ...step.state, bargeIn: { ...before, policy, rules, echo } };
  // The agent may have begun to speak before there were rules, or under others.
  startItem(step, step.public.speakingItemId, isInterruptible);
  const language = languageOf(policy, config);
  if (!policy.listeningWords && policy.detect !== 'vendor')
    step.do({ type: 'tell-reflex', command: { type: 'load-words', language } });
  arm(step);
}

/** The vendor decides about interruptions from here on. */
function release(step: Step): void {
  if (!step.state.bargeIn) return;
  reset(step);
  step.state = { ...step.state, bargeIn: null };
}

function reset(step: Step): void {
  if (step.state.bargeIn?.unreported) step.do({ type: 'clear-timer', timer: 'barge-in-silence' });
  report(step, null);
  endAwaiting(step, false);
  endPause(step, step.state.bargeIn?.candidate);
  patchWatch(step, { candidate: null, decided: null, rejected: [] });
  setPublic(step, { isDucked: false, isSpeakingWhileMuted: false });
}

function takeEvent(step: Step, { event, playhead = null }: InputOf<'server-event-received'>): void {
  switch (event.type) {
    case 'response-started': {
      // The app has asked for another answer, or the vendor gives one by itself.
      endAwaiting(step, false);
      const { spoken } = watchOf(step);
      const metadata = [...spoken.metadata, [event.responseId, event.metadata] as const];
      return patchWatch(step, { spoken: { ...spoken, metadata: new Map(metadata.slice(-MAX_METADATA)) } });
    }
    case 'speech-started':
      return confirm(step, playhead);
    case 'input-transcript-delta':
    case 'input-transcript-done':
      readWords(step, event.itemId);
      return checkWords(step);
    default: // Other events say nothing about the user's voice.
  }
}

function startItem(step: Step, itemId: ItemId | null, isInterruptible: boolean): void {
  const item = spokenItemOf(step.state, itemId);
  if (!item) return;
  const { spoken, nowMs } = watchOf(step);
  const sinceMs = spoken.item?.responseId === item.responseId ? spoken.sinceMs : nowMs;
  patchWatch(step, { spoken: { ...spoken, item, isInterruptible, sinceMs } });
}

function endItem(step: Step): void {
  patchWatch(step, { spoken: { ...watchOf(step).spoken, ...SILENT } });
  arm(step);
}

function isSpeaking(step: Step): boolean {
  return watchOf(step).spoken.sinceMs !== null;
}

/** The time that the agent has been heard without a silence, in milliseconds. */
function responseMs(step: Step): number {
  const { spoken, nowMs } = watchOf(step);
  return spoken.sinceMs === null ? 0 : nowMs - spoken.sinceMs;
}

/** Whether the agent's current item may be cut. */
function isInterruptible(step: Step): boolean {
  const { policy, spoken } = watchOf(step);
  return policy.interruptible !== false && spoken.isInterruptible;
}

/** Sets whether the reflex may duck. Where the user is not heard, a sound ends undecided. */
function arm(step: Step): void {
  const { echo, hasReflex, isArmed: wasArmed } = watchOf(step);
  const { isMuted, inputMode } = step.public;
  const canInterrupt = isInterruptible(step);
  const { isHalfDuplex } = echoStateOf(echo);
  const isHeard = !isMuted && inputMode === 'hands-free';
  // The agent would wait for the rest of the sound.
  if (!isHeard) goOn(step, 'candidate-expired');
  const isArmed = canInterrupt && isHeard && !isHalfDuplex;
  if (hasReflex && isArmed !== wasArmed) step.do({ type: 'tell-reflex', command: { type: 'arm', isArmed } });
  patchWatch(step, { isArmed });
  setPublic(step, { isInterruptible: canInterrupt, ...echoStateOf(echo) });
}

function takeReport(step: Step, input: InputOf<'reflex-report-received'>): void {
  const { report: heard, playhead } = input;
  if (step.public.isMuted) return takeMutedReport(step, heard);
  const { decided } = watchOf(step);
  if (heard.type === 'onset' || heard.type === 'speech' || heard.type === 'offset')
    patchWatch(step, { isVoiceHeard: heard.type !== 'offset' });
  if (heard.type === 'echo') {
    patchWatch(step, { echo: measureEcho(watchOf(step).echo, heard.couplingDb) });
    return arm(step);
  }
  if (heard.type === 'silenced') {
    if (decided?.decision?.verdict !== 'yield') return;
    step.do({ type: 'clear-timer', timer: 'barge-in-silence' });
    return report(step, heard.atMs - heard.onsetAtMs);
  }
  // Reports that were under way when the last sound was decided add nothing.
  if (heard.onsetAtMs === decided?.onsetAtMs) return;
  if (heard.type === 'onset' || heard.isDucked) begin(step, heard, playhead);
  const { candidate } = watchOf(step);
  if (!candidate) return;
  patchWatch(step, { candidate: withReport(candidate, heard) });
  const isPaused = candidate.isPaused && (heard.type === 'paused' || step.public.bargeIn?.isPaused === true);
  setPublic(step, { isDucked: heard.isDucked, isPaused });
  decide(step);
}

function takeMutedReport(step: Step, heard: ReflexReport): void {
  const isSpeakingWhileMuted = heard.type !== 'offset' && heard.voicedMs >= MUTED_SPEECH_MS;
  if (isSpeakingWhileMuted || heard.type === 'offset') setPublic(step, { isSpeakingWhileMuted });
}

/** A voice has begun. Over the agent it is a candidate; else it is the user's turn. */
function begin(step: Step, heard: ReflexReport, playhead: HeardSoFar | null): void {
  const { candidate, echo, wordless } = watchOf(step);
  if (step.public.inputMode !== 'hands-free' || candidate) return;
  const isCandidate = heard.isAgentAudible && isSpeaking(step) && !echoStateOf(echo).isHalfDuplex;
  step.update('interruption', { bargeInVerdict: isCandidate || wordless ? 'pending' : null });
  // Words from here on are those of the turn, which is answered.
  if (!isCandidate) return patchWatch(step, { rejected: [] });
  patchWatch(step, { candidate: createCandidate(step.state, playhead, heard) });
}

/** The vendor detects speech. Without a reflex there is no other detection. */
function confirm(step: Step, playhead: HeardSoFar | null): void {
  const { candidate, policy, hasReflex } = watchOf(step);
  if (candidate) {
    if (policy.detect !== 'local') patchWatch(step, { candidate: { ...candidate, isConfirmed: true } });
    return decide(step);
  }
  if (!isSpeaking(step) || step.public.inputMode !== 'hands-free') return;
  const opened = createCandidate(step.state, playhead, null);
  if (step.state.interruption.turnAuthority === 'vendor')
    return explain(step, opened, { verdict: 'yield', reason: 'vendor' });
  patchWatch(step, { candidate: { ...opened, isConfirmed: true } });
  // The reflex hears no voice: the vendor hears the agent itself, or the room.
  if (hasReflex) return goOn(step, 'quiet', true);
  if (!isInterruptible(step)) return goOn(step, 'protected', true);
  settle(step, { verdict: 'yield', reason: 'vendor' }, false);
}

/** The evidence about a sound now. */
function evidenceNow(step: Step, candidate: BargeInCandidate, ms = responseMs(step)): BargeInEvidence {
  return evidenceOf(candidate, step, { isInterruptible: isInterruptible(step), responseMs: ms });
}

function decide(step: Step): void {
  const { candidate, rules } = watchOf(step);
  if (!candidate) return;
  const evidence = evidenceNow(step, candidate);
  // A protected item is decided about as well: if the sound was a turn, it is answered later.
  const decision = decideBargeIn({ ...evidence, isInterruptible: true }, rules);
  if (decision.verdict === 'wait') return pause(step, evidence, decision);
  const isRejected = decision.verdict === 'resume';
  settle(step, evidence.isInterruptible ? decision : { verdict: 'resume', reason: 'protected' }, isRejected);
}

/** The agent stops talking for the moment. Nothing is flushed, and the vendor is not told. */
function pause(step: Step, evidence: BargeInEvidence, { reason }: BargeInDecision): void {
  const { candidate, policy, rules, canPause } = watchOf(step);
  if (!candidate?.report?.isDucked || candidate.isPaused || !canPause) return;
  if (!isPauseDue(evidence, reason, rules.thresholds, policy.pauseAfterMs)) return;
  patchWatch(step, { candidate: { ...candidate, isPaused: true } });
  step.do({ type: 'hold-output', isHeld: true });
  step.do({ type: 'tell-reflex', command: { type: 'pause' } });
}

/** Lets held audio go on. After a cut nothing is held any more. */
function endPause(step: Step, candidate: BargeInCandidate | null | undefined): void {
  if (candidate?.isPaused) step.do({ type: 'hold-output', isHeld: false });
  setPublic(step, { isPaused: false });
}

/** Late words may show that a rejected sound was a turn after all, such as a short question. Other sounds may have followed. */
function readWords(step: Step, itemId: ItemId): void {
  decide(step);
  const { rejected, rules, nowMs } = watchOf(step);
  const entry = entryOf(step.public.transcript, itemId);
  if (entry?.kind === 'message' && entry.text !== '') patchWatch(step, { hasContinued: false });
  const own = rejected.findLast((candidate) => ownsEntry(candidate, itemId));
  if (!own || nowMs - own.decidedAtMs > LATE_WORDS_MS) return;
  const decision = decideBargeIn(evidenceNow(step, own, Infinity), rules);
  if (decision.reason !== 'words' && decision.reason !== 'command') return;
  patchWatch(step, { candidate: { ...own, isPaused: false, onsetToPauseMs: null } });
  settle(step, decision, false);
}

/** Lets the agent go on. */
function goOn(step: Step, reason: BargeInReason, isRejected = false): void {
  settle(step, { verdict: 'resume', reason }, isRejected);
}

/** Acts on a decision. */
function settle(step: Step, decision: BargeInDecision, isRejected: boolean): void {
  const { candidate, rejected, hasReflex, nowMs } = watchOf(step);
  const { verdict, reason } = decision;
  if (!candidate || verdict === 'wait') return;
  const decided = { ...candidate, decision, decidedAtMs: nowMs };
  // Where the sound is a turn, it is answered: its own words must not cut that answer.
  const kept = isRejected ? [...rejected, decided].slice(-MAX_HISTORY) : [];
  patchWatch(step, { candidate: null, decided, rejected: kept });
  const isEcho = reason.startsWith('echo');
  if (isEcho) patchWatch(step, { echo: countEcho(watchOf(step).echo, nowMs) });
  const command = verdict === 'yield' ? ({ type: 'yield' } as const) : ({ type: 'resume', isEcho } as const);
  if (hasReflex) step.do({ type: 'tell-reflex', command });
  let isAwaiting = false;
  if (verdict === 'yield') {
    step.update('playback', { pendingCut: { reason, atMs: nowMs } });
    const isCut = step.acts?.cutOutput(step, 'user', true) === true;
    if (isCut) step.movePhase('barged-in');
    isAwaiting = isCut && awaitWords(step, decided, reason);
  }
  endPause(step, candidate);
  const verdictNow = isAwaiting ? 'pending' : isRejected ? 'rejected' : null;
  step.update('interruption', { bargeInVerdict: verdictNow });
  if (verdictNow === null && step.state.interruption.isAnswerHeld) step.acts?.answerTurn(step);
  setPublic(step, { isDucked: false });
  if (isEcho) arm(step);
  explain(step, decided, decision);
}

/** Reports a decision: at once, or after a yield when the reflex has measured the silence. */
function explain(step: Step, candidate: BargeInCandidate, { verdict, reason }: BargeInDecision): void {
  const { hasReflex, nowMs } = watchOf(step);
  const { itemId, heardMs, onsetToDuckMs, onsetToPauseMs } = candidate;
  const bargeIn: BargeIn = {
    itemId,
    heardMs,
    verdict: verdict === 'yield' ? 'yield' : 'resume',
    reason,
    evidence: evidenceNow(step, candidate),
    atMs: nowMs,
    onsetToDuckMs,
    onsetToPauseMs,
    onsetToSilenceMs: null,
  };
  // A decision that still waits for its silence is reported without.
  report(step, null);
  patchWatch(step, { unreported: bargeIn });
  if (verdict !== 'yield' || !hasReflex) return report(step, null);
  step.do({ type: 'set-timer', timer: 'barge-in-silence', afterMs: SILENCE_PATIENCE_MS });
}

/** Reports the decision that waits for it. */
function report(step: Step, onsetToSilenceMs: number | null): void {
  const bargeIn = step.state.bargeIn?.unreported;
  if (!bargeIn) return;
  // An agent that was paused has been silent since then.
  const { verdict, onsetToPauseMs } = bargeIn;
  const silenceMs = verdict === 'yield' ? (onsetToPauseMs ?? onsetToSilenceMs) : null;
  const reported = { ...bargeIn, onsetToSilenceMs: silenceMs };
  patchWatch(step, { unreported: null });
  const history = [...(step.public.bargeIn?.history ?? []), reported].slice(-MAX_HISTORY);
  setPublic(step, { history });
  step.emit('barge-in', reported);
}
