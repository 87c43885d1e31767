import type { SessionPhase } from '../protocol/session-phase.ts';

/** Triggers of the phase. */
export type PhaseTrigger =
  | 'went-live'
  | 'went-down'
  | 'speech-started'
  /** The user's voice cut the agent off. */
  | 'barged-in'
  | 'turn-opened'
  | 'turn-ended'
  | 'turn-cancelled'
  /** An answer is being made, also to something written. */
  | 'response-started'
  /** The first sample of an answer left the speaker. */
  | 'audio-played'
  /** Nothing is audible, being made or waited for any more. */
  | 'output-finished'
  /** Nothing is audible for now, and something is being made or waited for. */
  | 'output-paused'
  /** The agent was cut off, by the app or by the vendor without the user speaking. */
  | 'cut';

type Row = Readonly<Partial<Record<PhaseTrigger, SessionPhase>>>;

/**
 * All allowed moves. A trigger without an entry in the current row is ignored: the user's voice under an answer that
 * is not interrupted leaves the phase at `speaking`, because that is what the user hears.
 */
export const PHASE_TABLE: Readonly<Record<SessionPhase, Row>> = {
  // Audio of a lost connection is heard while the next one is opened.
  idle: { 'went-live': 'listening', 'audio-played': 'speaking' },
  listening: {
    'speech-started': 'user-speaking',
    'turn-opened': 'user-speaking',
    'turn-ended': 'thinking',
    'response-started': 'thinking',
    'audio-played': 'speaking',
    'went-down': 'idle',
  },
  'user-speaking': {
    'turn-ended': 'thinking',
    'turn-cancelled': 'listening',
    'audio-played': 'speaking',
    'went-down': 'idle',
  },
  thinking: {
    'speech-started': 'user-speaking',
    'barged-in': 'user-speaking',
    'turn-opened': 'user-speaking',
    'audio-played': 'speaking',
    'output-finished': 'listening',
    cut: 'listening',
    'went-down': 'idle',
  },
  speaking: {
    'barged-in': 'user-speaking',
    'turn-opened': 'user-speaking',
    'output-paused': 'thinking',
    'output-finished': 'listening',
    cut: 'listening',
    'went-down': 'idle',
  },
};

/** Looks the next phase up; `null` when the trigger means nothing now. */
export function nextPhase(from: SessionPhase, trigger: PhaseTrigger): SessionPhase | null {
  return PHASE_TABLE[from][trigger] ?? null;
}
