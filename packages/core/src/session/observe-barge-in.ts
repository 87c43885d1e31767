import type { ReflexReport } from '../audio/reflex.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { HeardSoFar, InputOf, SessionInput } from './session-input.ts';
import type { Step } from './step.ts';
import type { BargeInEvidence, BargeInReason } from './barge-in/barge-in-evidence.ts';
import type { BargeInCandidate } from './barge-in/barge-in-watch.ts';
import type { BargeInPolicy } from './barge-in/barge-in-policy.ts';
import { languageOf, resolveRules } from './barge-in/barge-in-policy.ts';
import { createCandidate, ownsEntry, withReport } from './barge-in-candidate.ts';
import { isPauseDue } from './barge-in-pause.ts';
import { evidenceNow, explain, isInterruptible, report, setPublic } from './barge-in-report.ts';
import { patchWatch, spokenItemOf, watchOf } from './barge-in-step.ts';
import { awaitWords, checkWords, endAwaiting, takeWordsTime } from './continue-answer.ts';
import { decideBargeIn } from './barge-in/decide-barge-in.ts';
import type { BargeInDecision } from './barge-in/decide-barge-in.ts';
import { entryOf } from './transcript/transcript.ts';
import { countEcho, createEchoWatch, echoStateOf, measureEcho } from './barge-in/echo-watch.ts';

/** The time in which the vendor may still report the start of a sound that was a turn, in milliseconds. */
const LATE_START_MS = 1_000;
/** The time in which late words of a rejected sound may prove that it was a turn, in milliseconds. */
const LATE_WORDS_MS = 3_000;
/** The speech into a muted microphone after which the state reports it, in milliseconds. */
const MUTED_SPEECH_MS = 300;
/** The number of rejected sounds that are kept. */
const MAX_REJECTED = 50;
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
    patchWatch(step, { hasReflex: true, canPause, isArmed: false, voiceAtMs: null });
    arm(step);
  },
  'reflex-closed': (step, { isLost }) => {
    patchWatch(step, { hasReflex: false, voiceAtMs: null });
    if (isLost) goOn(step, 'agent-finished');
    else reset(step);
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
    const { item } = watchOf(step).spoken;
    // Another item may be audible already.
    if (item && step.state.playback.playouts.has(item.itemId)) return;
    endItem(step);
    if (by === 'disconnect') return goOn(step, 'agent-finished');
    settle(step, { verdict: 'yield', reason: by === 'app' ? 'app' : 'vendor' }, false, true);
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
  keepVerdict(step);
}

/** Another connection, or another side that decides, begins without a verdict. */
function keepVerdict(step: Step): void {
  if (!step.state.bargeIn || step.state.interruption.bargeInVerdict !== null) return;
  endAwaiting(step, false);
  if (watchOf(step).candidate) step.update('interruption', { bargeInVerdict: 'pending' });
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
    isTurnRejected: false,
    wordless: null,
    hasContinued: false,
    voiceAtMs: null,
    unreported: null,
    nowMs: step.moment.atMs,
  };
  const { config } = step.state.vendor;
  const rules = resolveRules(policy, config);
  const echo = createEchoWatch(policy.echo ?? 'auto');
  step.state = { ...step.state, bargeIn: { ...before, policy, rules, echo } };
  if (policy.continueAfterMs === undefined) endAwaiting(step, step.isLive);
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
  // Nothing else would decide about a sound that ducked the agent, and a turn would wait for its answer.
  goOn(step, 'candidate-expired');
  if (step.state.bargeIn?.unreported) step.do({ type: 'clear-timer', timer: 'barge-in-silence' });
  report(step, null);
  endAwaiting(step, step.isLive);
  patchWatch(step, { decided: null, rejected: [], isTurnRejected: false });
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
  const { decided, hasReflex } = watchOf(step);
  // A reflex that is gone may have reported before.
  if (!hasReflex) return;
  if (heard.type === 'offset') endVoice(step, heard);
  if (heard.type === 'onset' || heard.type === 'speech') patchWatch(step, { voiceAtMs: heard.onsetAtMs });
  if (step.public.isMuted) return takeMutedReport(step, heard);
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

/** Nothing is decided about a voice that ducked the agent as it fell silent: the next answer would begin lowered. */
function endVoice(step: Step, { isDucked }: ReflexReport): void {
  patchWatch(step, { voiceAtMs: null });
  if (!isDucked || watchOf(step).candidate) return;
  step.do({ type: 'tell-reflex', command: { type: 'resume', isEcho: false } });
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
  const opened = createCandidate(step.state, playhead, heard);
  step.update('interruption', { bargeInVerdict: isCandidate || wordless ? 'pending' : null });
  // The turn of a sound that was rejected is not answered with this one.
  if (!wordless && step.state.interruption.isAnswerHeld) {
    step.update('interruption', { isAnswerHeld: false });
    patchWatch(step, { isTurnRejected: true });
  }
  // Words from here on are those of the turn, which is answered.
  patchWatch(step, isCandidate ? { candidate: opened } : { rejected: [], isTurnRejected: false });
}

/** The vendor detects speech. Without a reflex there is no other detection. */
function confirm(step: Step, playhead: HeardSoFar | null): void {
  const { candidate, policy, hasReflex, voiceAtMs } = watchOf(step);
  if (candidate) {
    if (policy.detect !== 'local') patchWatch(step, { candidate: { ...candidate, isConfirmed: true } });
    return decide(step);
  }
  if (!isSpeaking(step) || step.public.inputMode !== 'hands-free') return;
  // The vendor has begun its turn with this report.
  const of = { onsetAtMs: voiceAtMs, isInTurn: false };
  const opened = { ...createCandidate(step.state, playhead, null), ...of };
  if (step.state.interruption.turnAuthority === 'vendor') {
    const isCut = [...step.state.playback.playouts.values()].some((playout) => playout.isCut);
    return isCut ? explain(step, opened, { verdict: 'yield', reason: 'vendor' }) : undefined;
  }
  if (hasReflex && isKnownVoice(step)) return;
  patchWatch(step, { candidate: { ...opened, isConfirmed: true } });
  // The reflex hears no voice: the vendor hears the agent itself, or the room.
  if (hasReflex && voiceAtMs === null) return goOn(step, 'quiet', true);
  // A voice that began before the item, or of which no more is known, is a turn.
  if (!isInterruptible(step)) return goOn(step, 'protected');
  settle(step, { verdict: 'yield', reason: 'vendor' }, false);
}

/** Whether the vendor reports a voice late that has been decided about, or one that the reflex is about to duck for. */
function isKnownVoice(step: Step): boolean {
  const { decided, voiceAtMs, nowMs } = watchOf(step);
  if (voiceAtMs !== null) return decided?.onsetAtMs === voiceAtMs || isInterruptible(step);
  const isTurn = step.state.interruption.bargeInVerdict === null;
  return isTurn && decided !== null && nowMs - decided.decidedAtMs < LATE_START_MS;
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
  const { rejected, isTurnRejected, rules, nowMs } = watchOf(step);
  const entry = entryOf(step.public.transcript, itemId);
  if (entry?.kind === 'message' && entry.text !== '') patchWatch(step, { hasContinued: false });
  const own = rejected.findLast((candidate) => ownsEntry(candidate, itemId));
  if (!own || nowMs - own.decidedAtMs > LATE_WORDS_MS) return;
  const decision = decideBargeIn({ ...evidenceNow(step, own, Infinity), isInterruptible: true }, rules);
  if (decision.reason !== 'words' && decision.reason !== 'command') return;
  const canCut = isInterruptible(step);
  // A sound that has followed ends with it, and its reports that are under way add nothing.
  goOn(step, canCut ? 'agent-finished' : 'protected', true);
  const onsetAtMs = watchOf(step).decided?.onsetAtMs ?? own.onsetAtMs;
  patchWatch(step, {
    candidate: { ...own, onsetAtMs, isInTurn: false, isPaused: false, onsetToPauseMs: null },
  });
  // The next sound may have begun since its turn was committed.
  const isHeld = isTurnRejected && step.isLive && step.state.turn.userItemId !== itemId;
  if (isHeld) step.update('interruption', { isAnswerHeld: true });
  settle(step, canCut ? decision : { verdict: 'resume', reason: 'protected' }, false);
}

/** Lets the agent go on. */
function goOn(step: Step, reason: BargeInReason, isRejected = false): void {
  settle(step, { verdict: 'resume', reason }, isRejected);
}

/** Acts on a decision. `isCutAlready`: what the agent was saying has been cut otherwise. */
function settle(step: Step, decision: BargeInDecision, isRejected: boolean, isCutAlready = false): void {
  const { candidate, rejected, hasReflex, nowMs } = watchOf(step);
  const { verdict, reason } = decision;
  if (!candidate || verdict === 'wait') return;
  const decided = { ...candidate, decision, decidedAtMs: nowMs };
  // Where the sound is a turn, it is answered: its own words must not cut that answer.
  const kept = isRejected ? [...rejected, decided].slice(-MAX_REJECTED) : [];
  patchWatch(step, { candidate: null, decided, rejected: kept });
  if (!isRejected) patchWatch(step, { isTurnRejected: false });
  const isEcho = reason.startsWith('echo');
  if (isEcho) patchWatch(step, { echo: countEcho(watchOf(step).echo, nowMs) });
  const command = verdict === 'yield' ? ({ type: 'yield' } as const) : ({ type: 'resume', isEcho } as const);
  if (hasReflex) step.do({ type: 'tell-reflex', command });
  let isAwaiting = false;
  if (verdict === 'yield' && !isCutAlready) {
    step.update('playback', { pendingCut: { reason, atMs: nowMs } });
    const isCut = step.acts?.cutOutput(step, 'user', true) === true;
    if (isCut) step.movePhase('barged-in');
    isAwaiting = isCut && awaitWords(step, decided, reason);
  }
  endPause(step, candidate);
  // A noise at the end of a turn leaves the turn to be answered.
  const verdictNow = isAwaiting ? 'pending' : isRejected && !candidate.isInTurn ? 'rejected' : null;
  step.update('interruption', { bargeInVerdict: verdictNow });
  const isAnswerDue = verdictNow === null && step.state.interruption.isAnswerHeld && step.isLive;
  if (isAnswerDue) step.acts?.answerTurn(step);
  setPublic(step, { isDucked: false });
  if (isEcho) arm(step);
  explain(step, decided, decision);
}
