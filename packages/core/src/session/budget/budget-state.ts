import type { ModalityCounts } from '../../protocol/usage-record.ts';
import type { BudgetLimits, LimitUse } from './budget-limits.ts';
import type { BudgetProjection } from './projection.ts';
import type { Tally } from './tally.ts';
import type { BudgetAction } from './thresholds.ts';

/** What was used. Cached counts are a part of the input and reasoning is a part of the output. */
export interface UsageTotals {
  readonly input: ModalityCounts;
  readonly cachedInput: ModalityCounts;
  readonly output: ModalityCounts;
  readonly reasoning: number;
  /** What is billed by time, in seconds: connections, audio that was written down. */
  readonly seconds: number;
  readonly characters: number;
}

/** What one turn used: what the user said and all that the agent did about it. */
export interface TurnUsage {
  /** Counted from 1; 0 is what came before the user's first turn. */
  readonly turn: number;
  readonly usage: UsageTotals;
  /** `null` where a price is not known. */
  readonly cost: number | null;
  /** Whether a part of it was not reported yet, or never will be. */
  readonly isEstimated: boolean;
}

/** How near a budget is to its end: `unmetered` has no limit that can be measured. */
export type BudgetLevel = 'ok' | 'near' | 'over' | 'unmetered';

/** All that can be shown of a budget. It is immutable; parts that did not change keep their identity. */
export interface BudgetState {
  readonly usage: UsageTotals;
  /** Money so far; `null` where a price is not known. */
  readonly cost: number | null;
  /** ISO 4217 code of all money; `null` without prices. */
  readonly currency: string | null;
  /** What the vendor bills apart and tells nothing about; it is in no figure. */
  readonly costExcludes: string | null;
  /** Whether a part of it was not reported yet, or never will be. */
  readonly isEstimated: boolean;
  /** The limits in force, with all that they were extended by. */
  readonly limits: BudgetLimits;
  /** The limit of which most is used; `null` while unmetered. */
  readonly limit: LimitUse | null;
  /** How much of it is used, 1 being all of it; `null` while unmetered. */
  readonly fraction: number | null;
  readonly level: BudgetLevel;
  readonly minutes: number;
  readonly turns: number;
  readonly projected: BudgetProjection;
  readonly byTurn: readonly TurnUsage[];
  /** What the budget has done and has not taken back. */
  readonly actions: readonly BudgetAction[];
}

/** Puts a tally into the words of the public state. */
export function describeTally(tally: Tally): UsageTotals {
  return {
    input: { text: tally.inputText, audio: tally.inputAudio, image: tally.inputImage },
    cachedInput: { text: tally.cachedText, audio: tally.cachedAudio, image: tally.cachedImage },
    output: { text: tally.outputText, audio: tally.outputAudio, image: tally.outputImage },
    reasoning: tally.reasoning,
    seconds: tally.ms / 1000,
    characters: tally.characters,
  };
}
