import type { PriceTable } from '../../protocol/price-table.ts';
import type { BudgetLimits } from './budget-limits.ts';
import type { BudgetThreshold } from './thresholds.ts';

/** Where an account outlives the page: `localStorage` fits, and so does whatever answers by a promise. */
export interface BudgetStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
}

/** What a budget is made of. Everything is optional: without limits it only counts. */
export interface BudgetPolicy {
  readonly limits?: BudgetLimits;
  /** @default warn at four fifths of any limit, end at the limit */
  readonly thresholds?: readonly BudgetThreshold[];
  /**
   * The vendor's prices, or what loads them when the conversation begins. Without them nothing has a price, and nothing is
   * estimated.
   */
  readonly prices?: PriceTable | (() => Promise<PriceTable | { readonly prices: PriceTable }>);
  /** Keeps the account over reloads of the page. */
  readonly storage?: BudgetStorage;
  /** The name of the account in the storage. @default 'repartee-budget' */
  readonly storageKey?: string;
  /** The longest answer after `shorten`, in tokens. @default 300, some fifteen seconds of speech */
  readonly shortAnswerTokens?: number;
  /** What is added to the instructions by `shorten`. @default an English sentence */
  readonly brevityInstructions?: string;
  /** How much of the conversation is kept after `trim`, in tokens. @default 2000 */
  readonly trimmedContextTokens?: number;
  /** What the agent is told to say goodbye by; `false` for no goodbye. @default an English sentence */
  readonly goodbyeInstructions?: string | false;
  /**
   * How far beyond a limit the last answer may go before no more of it is made, as a share of the limit: what was made is paid
   * for, whether it is heard or not. It holds where the vendor can stop without being cut off.
   *
   * @default 0.2
   */
  readonly overshoot?: number;
  /** How long `end` waits until the agent has been heard, in milliseconds. @default 12000 */
  readonly goodbyeMs?: number;
}
