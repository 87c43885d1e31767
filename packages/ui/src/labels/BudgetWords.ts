import type { BudgetLevel, LimitName } from '@repartee/core';

/** How numbers are written: what differs between places that share a language. */
export interface BudgetNumbers {
  /** Money, fine enough for amounts far below a cent. */
  readonly money: (amount: number, currency: string) => string;
  readonly count: (value: number) => string;
  /** @param fraction 1 is all of it */
  readonly percent: (fraction: number) => string;
  /** Minutes and seconds of a duration in seconds. */
  readonly duration: (seconds: number) => string;
}

/** What is counted of a turn: a column of the table and a colour of the chart. */
export type BudgetSeries =
  | 'cachedInput'
  | 'textInput'
  | 'audioInput'
  | 'imageInput'
  | 'textOutput'
  | 'audioOutput'
  | 'time';

/** Every word about money and tokens. */
export interface BudgetWords extends BudgetNumbers, Readonly<Record<BudgetLevel | BudgetSeries, string>> {
  readonly name: string;
  /** A figure that is not the vendor's own yet, or never will be. */
  readonly about: (figure: string) => string;
  readonly unpriced: string;
  readonly unused: string;
  readonly soFar: string;
  /** A quantity of what a limit limits. `currency` matters to money alone. */
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
