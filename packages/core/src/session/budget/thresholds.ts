import type { LimitName, LimitUse } from './budget-limits.ts';

/**
 * The actions of a budget:
 * - `warn`: emit an event
 * - `shorten`: cap the length of answers and ask for brevity
 * - `trim`: have the vendor forget what is old
 * - `text-only`: let the agent write instead of speak
 * - `lower-rate`: send images of a live view less often
 * - `stop-view`: end the live view of camera or screen, and begin no other
 * - `pause`: mute the user and silence the agent
 * - `end`: let the agent say goodbye and be heard, then close
 */
export type BudgetAction =
  | 'warn'
  | 'shorten'
  | 'trim'
  | 'text-only'
  | 'lower-rate'
  | 'stop-view'
  | 'pause'
  | 'end';

/** From which share of a limit on what is done. */
export interface BudgetThreshold {
  /** The share of a limit, 1 being all of it. */
  readonly at: number;
  readonly actions: readonly BudgetAction[];
  /** The limits for which it holds. @default all */
  readonly limits?: readonly LimitName[];
}

/** One step that is to be taken. */
export interface ThresholdCrossing {
  readonly limit: LimitName;
  readonly at: number;
  readonly fraction: number;
  readonly actions: readonly BudgetAction[];
}

/** The default thresholds: warn at four fifths, end at the limit. */
export const DEFAULT_THRESHOLDS: readonly BudgetThreshold[] = [
  { at: 0.8, actions: ['warn'] },
  { at: 1, actions: ['end'] },
];

/**
 * Finds what was crossed since the last look. `passed` remembers it: a threshold counts once, and again when the use has
 * fallen below it in between, because the limit was raised or the silence ended.
 */
export function findCrossings(
  thresholds: readonly BudgetThreshold[],
  uses: readonly LimitUse[],
  passed: Set<string>,
): readonly ThresholdCrossing[] {
  return thresholds
    .toSorted((one, other) => one.at - other.at)
    .flatMap(({ at, actions, limits }) =>
      uses.flatMap(({ name, fraction }): ThresholdCrossing[] => {
        const key = `${name} ${at}`;
        if (limits && !limits.includes(name)) return [];
        if (fraction < at) passed.delete(key);
        else if (!passed.has(key)) {
          passed.add(key);
          return [{ limit: name, at, fraction, actions }];
        }
        return [];
      }),
    );
}
