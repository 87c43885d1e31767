import type { PriceTable } from '../../protocol/price-table.ts';
import type { BudgetLimits } from './budget-limits.ts';
import type { BudgetThreshold } from './thresholds.ts';

/** The storage of an account that outlives the page: `localStorage`, or any object whose methods return promises. */
export interface BudgetStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
}

/** The settings of a budget. All are optional: without limits a budget only counts. */
export interface BudgetPolicy {
  /** The limits of the session, in any combination. @throws RealtimeError `invalid-config` for a number below 0. @default none */
  readonly limits?: BudgetLimits;
  /** @default warn at four fifths of any limit, end at the limit */
  readonly thresholds?: readonly BudgetThreshold[];
  /**
   * The vendor's prices, or what loads them when the conversation begins. Without them nothing has a price, and nothing is
   * estimated.
   */
  readonly prices?: PriceTable | (() => Promise<PriceTable | { readonly prices: PriceTable }>);
  /**
   * Keeps the account over reloads of the page: the storage, or a function that returns it. `() => localStorage` is called in the
   * browser only, and what it throws where the user blocks site data is logged: the account starts from zero.
   */
  readonly storage?: BudgetStorage | (() => BudgetStorage);
  /** The name of the account in the storage. @default 'repartee-budget' */
  readonly storageKey?: string;
  /** The longest answer after `shorten`, in tokens. @default 300, some fifteen seconds of speech */
  readonly shortAnswerTokens?: number;
  /** The text that `shorten` adds to the instructions. @default an English sentence */
  readonly brevityInstructions?: string;
  /** The size of the conversation after `trim`, in tokens. @default 2000 */
  readonly trimmedContextTokens?: number;
  /** The shortest time between two images of a live view after `lower-rate`, in milliseconds. @default 5000 */
  readonly loweredViewIntervalMs?: number;
  /** The instructions for the agent's goodbye; `false` for no goodbye. @default an English sentence */
  readonly goodbyeInstructions?: string | false;
  /**
   * The excess of the last answer over a limit before the vendor is stopped, as a share of the limit. Generated output is
   * billed, whether it is heard or not. It applies where the vendor can stop without an interruption.
   *
   * @default 0.2
   */
  readonly overshoot?: number;
  /** The longest wait of `end` for the agent to be heard, in milliseconds. @default 12000 */
  readonly goodbyeMs?: number;
}
