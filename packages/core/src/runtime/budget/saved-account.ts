import type { BudgetLimits } from '../../session/budget/budget-limits.ts';
import type { BudgetPolicy, BudgetStorage } from '../../session/budget/budget-policy.ts';
import { createTally } from '../../session/budget/tally.ts';
import type { Tally } from '../../session/budget/tally.ts';

/** An account as it outlives a page. */
export interface SavedAccount {
  readonly models: Readonly<Record<string, Tally>>;
  readonly minutes: number;
  readonly turns: number;
  /** The extensions of the policy's limits, oldest first. */
  readonly extensions: readonly BudgetLimits[];
}

const EMPTY: SavedAccount = { models: {}, minutes: 0, turns: 0, extensions: [] };

/** The name of an account that the app gives none. */
const DEFAULT_KEY = 'repartee-budget';

/** Version of the stored shape. Another version is ignored. */
const VERSION = 1;

/** Reads the stored usage. Unreadable data is logged and ignored. */
export async function loadAccount(
  { storage, storageKey = DEFAULT_KEY }: BudgetPolicy,
  warn: (message: string, details?: unknown) => void,
): Promise<SavedAccount> {
  if (!storage) return EMPTY;
  try {
    const text = await resolveStorage(storage).getItem(storageKey);
    return text === null ? EMPTY : readAccount(JSON.parse(text));
  } catch (error) {
    warn('The stored budget could not be read, so the account starts from zero.', error);
    return EMPTY;
  }
}

/** Stores an account. A storage that throws is logged, and does not end the conversation. */
export function saveAccount(
  { storage, storageKey = DEFAULT_KEY }: BudgetPolicy,
  account: SavedAccount,
  warn: (message: string, details?: unknown) => void,
): void {
  const refuse = (error: unknown) => warn('The used budget could not be stored.', error);
  try {
    const text = JSON.stringify({ version: VERSION, ...account });
    void Promise.resolve(storage && resolveStorage(storage).setItem(storageKey, text)).catch(refuse);
  } catch (error) {
    refuse(error);
  }
}

/** The storage itself. Where the user blocks site data, a browser throws as soon as the page asks for it. */
const resolveStorage = (storage: NonNullable<BudgetPolicy['storage']>): BudgetStorage =>
  typeof storage === 'function' ? storage() : storage;

function readAccount(value: unknown): SavedAccount {
  const saved = value as Partial<SavedAccount> & { readonly version?: unknown };
  if (saved.version !== VERSION) throw new TypeError(`It is of version ${String(saved.version)}.`);
  const models = Object.entries(saved.models ?? {}).map(([model, tally]) => [model, createTally(tally)]);
  const { minutes, turns, extensions = [] } = saved;
  const isWhole =
    typeof minutes === 'number' &&
    typeof turns === 'number' &&
    Array.isArray(extensions) &&
    // A number that is none becomes `null` in JSON, and a sum with it would be none either.
    !JSON.stringify([models, minutes, turns]).includes('null');
  if (!isWhole) throw new TypeError('It is not an account.');
  return { models: Object.fromEntries(models) as SavedAccount['models'], minutes, turns, extensions };
}
