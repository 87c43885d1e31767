import type { ItemId } from '../../protocol/conversation-item.ts';
import type { BargeInEvidence, BargeInReason } from './barge-in-evidence.ts';

/** One decision about the user's voice over the agent's, explained. */
export interface BargeIn {
  /** What the agent was saying, and how much of it had been heard at the onset, in milliseconds. */
  readonly itemId: ItemId | null;
  readonly heardMs: number;
  readonly verdict: 'yield' | 'resume';
  readonly reason: BargeInReason;
  /** What was known when it was decided. */
  readonly evidence: BargeInEvidence;
  /** When it was decided, in milliseconds on the session's clock. */
  readonly atMs: number;
  /** From the onset of the voice until the agent was down, in milliseconds of sound; `null` where it was not ducked. */
  readonly onsetToDuckMs: number | null;
  /** From the onset of the voice until the agent was silent; `null` where it went on, or nobody could tell. */
  readonly onsetToSilenceMs: number | null;
}

/** What is known about barge-in in a session. */
export interface BargeInState {
  /** Whether the agent is lowered while it is decided what the user's voice means. */
  readonly isDucked: boolean;
  /** Whether what the agent says now may be cut. */
  readonly isInterruptible: boolean;
  /** Whether the user is not heard while the agent speaks, because the agent would hear itself. */
  readonly isHalfDuplex: boolean;
  /** Whether so much of the agent comes back at the microphone that headphones would help. */
  readonly suggestsHeadphones: boolean;
  /** Whether the user speaks and nobody can hear it. */
  readonly isSpeakingWhileMuted: boolean;
  /** The last decisions, newest last, bounded to the last 50. */
  readonly history: readonly BargeIn[];
}

/** Nothing has happened yet. */
export const QUIET_BARGE_IN: BargeInState = {
  isDucked: false,
  isInterruptible: true,
  isHalfDuplex: false,
  suggestsHeadphones: false,
  isSpeakingWhileMuted: false,
  history: [],
};
