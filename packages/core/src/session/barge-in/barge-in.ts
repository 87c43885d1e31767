import type { ItemId } from '../../protocol/conversation-item.ts';
import type { BargeInEvidence, BargeInReason } from './barge-in-evidence.ts';

/** One decision about the user's voice over the agent's, explained. */
export interface BargeIn {
  /** The item that the agent was speaking, and how much of it had been heard at the onset, in milliseconds. */
  readonly itemId: ItemId | null;
  readonly heardMs: number;
  readonly verdict: 'yield' | 'resume';
  readonly reason: BargeInReason;
  /** The evidence at the time of the decision. */
  readonly evidence: BargeInEvidence;
  /** The time of the decision, in milliseconds on the session's clock. */
  readonly atMs: number;
  /** From the onset of the voice until the agent was down, in milliseconds of sound; `null` where it was not ducked. */
  readonly onsetToDuckMs: number | null;
  /** From the onset of the voice until the agent was paused; `null` where it was not. */
  readonly onsetToPauseMs: number | null;
  /** From the onset of the voice until the agent was silent; `null` where the agent went on, or the silence was not measured. */
  readonly onsetToSilenceMs: number | null;
}

/** The state of barge-in in a session. */
export interface BargeInState {
  /** Whether the agent is lowered while it is decided what the user's voice means. */
  readonly isDucked: boolean;
  /** Whether the agent is paused meanwhile: its audio is kept, and goes on where it stopped unless the user interrupts. */
  readonly isPaused: boolean;
  /** Whether the agent's current item may be interrupted. */
  readonly isInterruptible: boolean;
  /** Whether the user is not heard while the agent speaks, because the agent would hear itself. */
  readonly isHalfDuplex: boolean;
  /** Whether the microphone picks up so much of the agent that headphones would help. */
  readonly suggestsHeadphones: boolean;
  /** Whether the user speaks while muted. */
  readonly isSpeakingWhileMuted: boolean;
  /** The last decisions, newest last, bounded to the last 50. */
  readonly history: readonly BargeIn[];
}

/** The state before any decision. */
export const QUIET_BARGE_IN: BargeInState = {
  isDucked: false,
  isPaused: false,
  isInterruptible: true,
  isHalfDuplex: false,
  suggestsHeadphones: false,
  isSpeakingWhileMuted: false,
  history: [],
};
