import { createStore } from 'zustand/vanilla';
import type { BudgetAccount, BudgetEvents } from '../runtime/budget-account.ts';
import type { BudgetLimits } from '../session/budget/budget-limits.ts';
import type { BudgetState } from '../session/budget/budget-state.ts';
import { createEmptyBudgetState } from '../session/budget/empty-budget-state.ts';
import { createEmitter } from '../util/emitter.ts';

/** An account that shows one state and records what it is extended by. */
export interface StaticBudget extends BudgetAccount {
  /** Its extensions, oldest first. They do not change the limits. */
  readonly extensions: readonly BudgetLimits[];
  setState(patch: Partial<BudgetState>): void;
  /** Emits an event. */
  emit<K extends keyof BudgetEvents>(type: K, event: BudgetEvents[K]): void;
}

/**
 * Creates an account in a fixed state, for `createStaticSession`.
 *
 * @example
 * const session = createStaticSession({ budget: createStaticBudget({ cost: 0.42, currency: 'USD', level: 'near' }) });
 */
export function createStaticBudget(state: Partial<BudgetState> = {}): StaticBudget {
  const store = createStore<BudgetState>(() => ({ ...createEmptyBudgetState(), ...state }));
  const emitter = createEmitter<BudgetEvents>();
  const extensions: BudgetLimits[] = [];
  const { getState, getInitialState, subscribe } = store;
  return {
    store: { getState, getInitialState, subscribe },
    extensions,
    on: emitter.on,
    emit: emitter.emit,
    setState: (patch) => store.setState(patch),
    setLimits: (limits) => store.setState({ limits }),
    extend: (more) => void extensions.push(more),
    refusal: () => null,
  };
}
