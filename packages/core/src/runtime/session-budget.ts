import type { AudioFormat } from '../protocol/audio-format.ts';
import type { Clock } from '../util/clock.ts';
import type { RealtimeSession } from './realtime-session.ts';
import type { BudgetAccount } from './budget-account.ts';

/** The parts of a session that its budget uses. */
export interface BudgetContext {
  readonly inputFormat: AudioFormat;
  readonly outputFormat: AudioFormat;
  readonly clock: Clock;
  readonly scheduleFrame: (callback: () => void) => void;
  readonly warn: (message: string, details?: unknown) => void;
  /** Reports what a listener of the budget throws: to the session's logger, and as its `error` event. */
  readonly report: (error: unknown) => void;
}

/** A budget as it is given to a session. `createBudget` makes one. */
export interface SessionBudget extends BudgetAccount {
  /**
   * Follows a session. The session calls it before its first connection, and waits for it.
   *
   * @throws RealtimeError `budget-exceeded` when there is nothing left, `module-failed` when prices or account cannot be loaded.
   */
  open(session: RealtimeSession, world: BudgetContext): Promise<void>;
}
