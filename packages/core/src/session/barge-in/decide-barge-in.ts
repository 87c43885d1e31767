import type { BargeInEvidence, BargeInReason, BargeInVerdict } from './barge-in-evidence.ts';
import type { BargeInThresholds } from './barge-in-thresholds.ts';
import type { ListeningWords } from './listening-words.ts';
import { countContentWords, echoWordShare, hasCommand, isBackchannel } from './match-words.ts';

/** What is to be done and why. With `wait`, the reason is what stands against a yield so far. */
export interface BargeInDecision {
  readonly verdict: BargeInVerdict;
  readonly reason: BargeInReason;
}

/** What a decision is made with. */
export interface BargeInRules {
  readonly thresholds: BargeInThresholds;
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
  if (reason === null || isReasonToYield(reason)) return { verdict: 'yield', reason: reason ?? 'duration' };
  if (evidence.silenceMs >= thresholds.resumeSilenceMs) return { verdict: 'resume', reason };
  if (evidence.elapsedMs >= thresholds.maxDoubtMs)
    return { verdict: 'resume', reason: reason === 'too-short' ? 'doubt-expired' : reason };
  return { verdict: 'wait', reason };
}

function isReasonToYield(reason: BargeInReason): boolean {
  return reason === 'words' || reason === 'command';
}

/** What stands against a yield; `null` when nothing does, or the words that demand one. */
function findObjection(evidence: BargeInEvidence, rules: BargeInRules): BargeInReason | null {
  const { thresholds } = rules;
  const { words, agentWords, speechMs, responseMs } = evidence;
  if (words !== '' && echoWordShare(words, agentWords) >= thresholds.echoWordShare) return 'echo-words';
  if (hasCommand(words, rules.words)) return 'command';
  if (countContentWords(words, rules.words) >= thresholds.minWords) return 'words';
  if (responseMs < thresholds.graceMs) return 'grace';
  if (isEcho(evidence, thresholds)) return 'echo-envelope';
  if (isBackchannel(words, rules.words)) return 'backchannel';
  if (evidence.levelDb < thresholds.minLevelDb) return 'quiet';
  const isVoiced = evidence.voicedMs >= thresholds.minVoicedShare * speechMs;
  if (!isVoiced && speechMs < thresholds.unvoicedMs) return 'unvoiced';
  const minMs = evidence.isConfirmed ? thresholds.minConfirmedMs : thresholds.minSpeechMs;
  return speechMs < minMs ? 'too-short' : null;
}

function isEcho({ echoMatch, couplingDb }: BargeInEvidence, thresholds: BargeInThresholds): boolean {
  return couplingDb >= thresholds.echoCouplingDb && echoMatch >= thresholds.echoMatch;
}
