import type { RealtimeError } from '../errors/realtime-error.ts';
import type { BudgetLimits } from '../session/budget/budget-limits.ts';
import type { BudgetState } from '../session/budget/budget-state.ts';
import type { BudgetAction, ThresholdCrossing } from '../session/budget/thresholds.ts';
import type { ReadableStore } from '../util/readable-store.ts';

/** A step that the budget is about to take by itself. Listeners are called before it is taken, and may forbid it. */
export interface BudgetDecision extends Omit<ThresholdCrossing, 'actions'> {
  readonly action: BudgetAction;
  /** Forbids the step. It comes up again when the threshold is crossed again, after the limit was raised for instance. */
  readonly veto: () => void;
}

/** A step that the budget took. */
export interface BudgetStep extends Omit<ThresholdCrossing, 'actions'> {
  readonly action: BudgetAction;
  /** Whether the action had an effect. An action that the vendor does not support is reported, and not performed. */
  readonly isApplied: boolean;
}

/** The events of a budget. */
export interface BudgetEvents {
  'threshold-reached': ThresholdCrossing;
  'action-requested': BudgetDecision;
  'action-done': BudgetStep;
}

/** The account of a session, to look at and to extend. */
export interface BudgetAccount {
  /** Published at most once a frame. */
  readonly store: ReadableStore<BudgetState>;
  /** Adds to the limits. What was done because of them is taken back where there is room again. */
  extend(more: BudgetLimits): void;
  /** Replaces the limits, extensions included. */
  setLimits(limits: BudgetLimits): void;
  on<K extends keyof BudgetEvents>(type: K, listener: (event: BudgetEvents[K]) => void): () => void;
  /** The reason to begin no conversation; `null` while one may begin. */
  refusal(): RealtimeError | null;
}
