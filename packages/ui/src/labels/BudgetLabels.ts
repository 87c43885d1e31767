import type { BudgetLevel, LimitName } from '@repartee/core';

/** The formats of numbers. Places that share a language may differ in them. */
export interface BudgetNumbers {
  /** Writes an amount of money, with enough digits for amounts far below a cent. */
  readonly money: (amount: number, currency: string) => string;
  readonly count: (value: number) => string;
  /** @param fraction 1 is 100 % */
  readonly percent: (fraction: number) => string;
  /** Writes a duration in seconds as minutes and seconds. */
  readonly duration: (seconds: number) => string;
}

/** The parts of a turn's usage: one column of the table and one colour of the chart for each. */
export type BudgetSeries =
  | 'cachedInput'
  | 'textInput'
  | 'audioInput'
  | 'imageInput'
  | 'textOutput'
  | 'audioOutput'
  | 'time';

/** All labels about money and tokens. */
export interface BudgetLabels extends BudgetNumbers, Readonly<Record<BudgetLevel | BudgetSeries, string>> {
  readonly name: string;
  /** Marks a figure that is an estimate. */
  readonly about: (figure: string) => string;
  readonly unpriced: string;
  readonly unused: string;
  /** The session has limits, and nothing has been measured against them yet. */
  readonly limited: string;
  readonly unmeasured: string;
  /** Writes a quantity with the unit of its limit. `currency` matters to `cost` only. */
  readonly quantity: (limit: LimitName, value: number, currency: string) => string;
  readonly used: (used: string, limit: string) => string;
  readonly perMinute: string;
  readonly nextTurn: string;
  readonly timeLeft: string;
  readonly atEnd: string;
  readonly trimSaving: string;
  readonly excludes: (what: string) => string;
  readonly byTurn: string;
  readonly asTable: string;
  readonly turn: string;
  readonly turnName: (turn: number) => string;
  readonly cost: string;
  readonly turnCost: string;
  readonly exceededTitle: string;
  readonly exceeded: (used: string) => string;
  readonly exceededUnknown: string;
  readonly goOn: string;
}
