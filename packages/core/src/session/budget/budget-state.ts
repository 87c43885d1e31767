import type { ModalityCounts } from '../../protocol/usage-record.ts';
import type { BudgetLimits, LimitUse } from './budget-limits.ts';
import type { BudgetProjection } from './projection.ts';
import type { Tally } from './tally.ts';
import type { BudgetAction } from './thresholds.ts';

/** Usage. Cached counts are part of the input, and reasoning is part of the output. */
export interface UsageTotals {
  readonly input: ModalityCounts;
  readonly cachedInput: ModalityCounts;
  readonly output: ModalityCounts;
  readonly reasoning: number;
  /** Usage that is billed by time, in seconds: connections and transcribed audio. */
  readonly seconds: number;
  readonly characters: number;
}

/** The usage of one turn: the user's input and all responses to it. */
export interface TurnUsage {
  /** Counted from 1; 0 is the usage before the user's first turn. */
  readonly turn: number;
  readonly usage: UsageTotals;
  /** `null` where a price is not known. */
  readonly cost: number | null;
  /** Whether a part of it was not reported yet, or never will be. */
  readonly isEstimated: boolean;
}

/** The distance of a budget from its limits. A budget that is `unmetered` has no limit that can be measured. */
export type BudgetLevel = 'ok' | 'near' | 'over' | 'unmetered';

/** All that can be shown of a budget. It is immutable; parts that did not change keep their identity. */
export interface BudgetState {
  readonly usage: UsageTotals;
  /** Money so far; `null` where a price is not known. */
  readonly cost: number | null;
  /** ISO 4217 code of all money; `null` without prices. */
  readonly currency: string | null;
  /** Costs that the vendor bills separately and does not report. No figure includes them. */
  readonly costExcludes: string | null;
  /** Whether a part of it was not reported yet, or never will be. */
  readonly isEstimated: boolean;
  /** The limits in force, with all that they were extended by. */
  readonly limits: BudgetLimits;
  /** The limit of which most is used; `null` while unmetered. */
  readonly limit: LimitUse | null;
  /** The used share of the budget, 0 to 1 and beyond; `null` while unmetered. */
  readonly fraction: number | null;
  readonly level: BudgetLevel;
  readonly minutes: number;
  readonly turns: number;
  readonly projected: BudgetProjection;
  /** The last 256 turns in which anything was used, in order. */
  readonly byTurn: readonly TurnUsage[];
  /** The actions that the budget has taken and not undone. */
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
