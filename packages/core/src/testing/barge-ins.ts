import { QUIET_BARGE_IN } from '../session/barge-in/barge-in.ts';
import type { BargeIn, BargeInState } from '../session/barge-in/barge-in.ts';

/** Makes one decision about the user's voice: by default a yield after half a second of speech. */
export function createBargeIn(fields: Partial<BargeIn> = {}): BargeIn {
  const isYield = fields.verdict !== 'resume';
  return {
    itemId: 'answer',
    heardMs: 1_800,
    verdict: 'yield',
    reason: 'duration',
    atMs: 10_000,
    onsetToDuckMs: 32,
    onsetToPauseMs: null,
    onsetToSilenceMs: isYield ? 560 : null,
    ...fields,
    evidence: {
      elapsedMs: 540,
      speechMs: 490,
      voicedMs: 410,
      silenceMs: 0,
      levelDb: 14,
      words: '',
      agentWords: '',
      echoMatch: 0.1,
      couplingDb: -55,
      isConfirmed: true,
      isInterruptible: true,
      responseMs: 1_800,
      ...fields.evidence,
    },
  };
}

/** Creates the barge-in state of a session: by default without an interruption. */
export function createBargeInState(fields: Partial<BargeInState> = {}): BargeInState {
  return { ...QUIET_BARGE_IN, ...fields };
}
