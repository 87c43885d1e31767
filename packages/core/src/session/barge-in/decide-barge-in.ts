import type { BargeInEvidence, BargeInReason, BargeInVerdict } from './barge-in-evidence.ts';
import type { BargeInThresholds } from './barge-in-thresholds.ts';
import type { ListeningWords } from './split-phrases.ts';
import { likelihoodOf } from './interruption-model.ts';
import { countContentWords, echoWordShare, hasAgentWord, hasCommand, isBackchannel } from './match-words.ts';

/** A verdict and its reason. With `wait`, the reason is the objection to a yield so far. */
export interface BargeInDecision {
  readonly verdict: BargeInVerdict;
  readonly reason: BargeInReason;
}

/** The thresholds and word lists of a decision. */
export interface BargeInRules {
  /** The durations, shares and likelihoods that decide: those of a preset, or the app's own. */
  readonly thresholds: BargeInThresholds;
  /** Backchannels and commands in the language of the user. Empty lists leave the decision to the sound. */
  readonly words: ListeningWords;
}

/**
 * The policy: a function of the evidence. It is asked again whenever something new is known, and what it answers first but
 * `wait` stands.
 */
export function decideBargeIn(evidence: BargeInEvidence, rules: BargeInRules): BargeInDecision {
  const { thresholds } = rules;
  if (!evidence.isInterruptible) return { verdict: 'resume', reason: 'protected' };
  const reason = findObjection(evidence, rules);
  if (isReasonToYield(reason)) return { verdict: 'yield', reason };
  if (isWord(evidence, rules)) return { verdict: 'yield', reason: 'words' };
  if (evidence.silenceMs >= thresholds.resumeSilenceMs && !areWordsDue(evidence))
    return { verdict: 'resume', reason: reason === 'words-expected' ? 'too-short' : reason };
  if (evidence.elapsedMs >= thresholds.maxCandidateMs)
    return { verdict: 'resume', reason: reason === 'too-short' ? 'candidate-expired' : reason };
  return { verdict: 'wait', reason };
}

function isReasonToYield(reason: BargeInReason): boolean {
  return reason === 'words' || reason === 'command' || reason === 'likely' || reason === 'duration';
}

/** Whether somebody has said one word that is not a backchannel, and nothing else: "which?", "Tuesday". */
function isWord(evidence: BargeInEvidence, rules: BargeInRules): boolean {
  const { thresholds } = rules;
  const { silenceMs, responseMs } = evidence;
  const isOver = silenceMs >= thresholds.resumeSilenceMs && responseMs >= thresholds.graceMs;
  if (!isOver || !hasWord(evidence, rules) || isEcho(evidence, thresholds)) return false;
  const likelihood = likelihoodOf(evidence);
  return likelihood === null ? hasVoice(evidence, thresholds) : likelihood >= thresholds.minWordLikelihood;
}

/** Whether a word is known that is not a backchannel, and the words are not the agent's. A user may repeat one of them. */
function hasWord({ words, agentWords }: BargeInEvidence, { words: lists }: BargeInRules): boolean {
  // In a language without lists a backchannel is not known to be one.
  if (lists.backchannels.length === 0 || countContentWords(words, lists) === 0) return false;
  return echoWordShare(words, agentWords) === 0;
}

/** The time after the end of a sound in which its words may still arrive, in milliseconds. */
const WORDS_AFTER_MS = 400;

/** Whether the words of a sound that has just ended are still on their way. */
function areWordsDue({ expectsWords, words, silenceMs, voicedMs }: BargeInEvidence): boolean {
  return expectsWords === true && words === '' && voicedMs > 0 && silenceMs < WORDS_AFTER_MS;
}

/** The objection to a yield, or what demands one. */
function findObjection(evidence: BargeInEvidence, rules: BargeInRules): BargeInReason {
  const { thresholds } = rules;
  const { words, agentWords, responseMs } = evidence;
  if (words !== '' && echoWordShare(words, agentWords) >= thresholds.echoWordShare) return 'echo-words';
  if (hasCommand(words, rules.words)) return 'command';
  if (countContentWords(words, rules.words) >= thresholds.minWords) return 'words';
  if (responseMs < thresholds.graceMs) return 'grace';
  if (isEcho(evidence, thresholds)) return 'echo-envelope';
  if (isBackchannel(words, rules.words)) return 'backchannel';
  // A chosen detector tells a faint voice from noise. Its model weighs the level.
  if (!evidence.isDetectorChosen && evidence.levelDb < thresholds.minLevelDb) return 'quiet';
  return weigh(evidence, rules);
}

function isEcho({ echoMatch, couplingDb }: BargeInEvidence, thresholds: BargeInThresholds): boolean {
  return couplingDb >= thresholds.echoCouplingDb && echoMatch >= thresholds.echoMatch;
}

/** Decides by the sound: by its likelihood, or by its length where its form is unknown or the app has set lengths. */
function weigh(evidence: BargeInEvidence, rules: BargeInRules): BargeInReason {
  const { thresholds, words: lists } = rules;
  const { minLikelihood, minConfirmedLikelihood, minWordLikelihood } = thresholds;
  const likelihood = minLikelihood === null ? null : likelihoodOf(evidence);
  if (minLikelihood === null || likelihood === null) return measure(evidence, thresholds);
  // A word and a sound that each say little alone say enough together, unless the word may be the agent's echo.
  const mayBeEcho = hasAgentWord(evidence.words, evidence.agentWords);
  if (likelihood >= minWordLikelihood && !mayBeEcho && hasWord(evidence, rules)) return 'words';
  const least = evidence.isConfirmed ? Math.min(minLikelihood, minConfirmedLikelihood) : minLikelihood;
  if (likelihood < least) return hasVoice(evidence, thresholds) ? 'too-short' : 'unvoiced';
  if (lacksWords(evidence, lists)) {
    const { waitForWordsMs, sureLikelihood, minWordlessLikelihood } = thresholds;
    // Words that do not come speak against a voice.
    const isWaiting = evidence.elapsedMs < waitForWordsMs;
    if (likelihood < (isWaiting ? sureLikelihood : minWordlessLikelihood)) return 'words-expected';
  }
  return 'likely';
}

/** Whether words are expected, and none has come yet but the beginning of a backchannel. */
const lacksWords = ({ expectsWords, words }: BargeInEvidence, lists: ListeningWords): boolean =>
  expectsWords === true && countContentWords(words, lists) === 0;

function measure(evidence: BargeInEvidence, thresholds: BargeInThresholds): BargeInReason {
  const { speechMs, isConfirmed } = evidence;
  if (!hasVoice(evidence, thresholds) && speechMs < thresholds.unvoicedMs) return 'unvoiced';
  return speechMs < (isConfirmed ? thresholds.minConfirmedMs : thresholds.minSpeechMs)
    ? 'too-short'
    : 'duration';
}

function hasVoice({ voicedMs, speechMs }: BargeInEvidence, { minVoicedShare }: BargeInThresholds): boolean {
  return voicedMs >= minVoicedShare * speechMs;
}
