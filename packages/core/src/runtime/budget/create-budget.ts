import { RealtimeError, toRealtimeError } from '../../errors/realtime-error.ts';
import { extendLimits } from '../../session/budget/budget-limits.ts';
import type { BudgetLimits } from '../../session/budget/budget-limits.ts';
import type { BudgetPolicy } from '../../session/budget/budget-policy.ts';
import { createEmptyBudgetState } from '../../session/budget/empty-budget-state.ts';
import { createEmitter, reportUncaught } from '../../util/emitter.ts';
import { createLazy } from '../../util/lazy.ts';
import { createIsolatedStore } from '../../util/readable-store.ts';
import type { Account, AccountOptions, openAccount } from './account.ts';
import type { BudgetEvents } from '../budget-account.ts';
import type { SessionBudget } from '../session-budget.ts';

/**
 * Creates a budget for one session: it counts the usage, prices it, and acts at its limits. Its implementation is loaded when
 * the conversation begins. A limit that is reached refuses later conversations until it is extended.
 *
 * @throws RealtimeError `invalid-config` for a limit or threshold that is not a number of 0 or more.
 * @example
 * ```ts
 * const budget = createBudget({
 *   // Of the adapter's own folder: `prices` of `@repartee/core/adapters/…/prices`.
 *   prices: loadPrices,
 *   limits: { cost: 0.5, minutes: 10, idleMinutes: 2 },
 *   thresholds: [
 *     { at: 0.8, actions: ['warn', 'shorten'] },
 *     { at: 1, actions: ['end'] },
 *   ],
 * });
 * const session = createRealtimeSession({ adapter, credential, budget });
 * ```
 */
export function createBudget(policy: BudgetPolicy = {}): SessionBudget {
  for (const { at } of policy.thresholds ?? []) checkNumber('threshold', at);
  let limits = checkLimits(policy.limits ?? {});
  let account: Account | null = null;
  // The error of a listener goes to the session that the budget follows.
  let report: (error: unknown) => void = reportUncaught;
  const emitter = createEmitter<BudgetEvents>((error) => report(error));
  const { store, set } = createIsolatedStore(createEmptyBudgetState(limits), (error) => report(error));
  const setLimits = (next: BudgetLimits) => {
    limits = next;
    set({ ...store.getState(), limits });
    account?.changeLimits();
  };
  return {
    store,
    on: emitter.on,
    setLimits: (next) => setLimits(checkLimits(next)),
    extend(more) {
      checkLimits(more);
      account?.recordExtension(more);
      setLimits(extendLimits(limits, more));
    },
    refusal: () => account?.refusal() ?? null,
    async open(session, world) {
      report = world.report;
      if (account?.session !== session) {
        account?.close();
        const options: AccountOptions = {
          ...world,
          session,
          emitter,
          limits: () => limits,
          extend: (more) => void (limits = extendLimits(limits, more)),
          publish: set,
        };
        account = await load(policy, options, account);
      }
      const refusal = account.refusal();
      if (refusal) throw refusal;
    },
  };
}

const accountModule = createLazy(() => import('./account.ts'));

async function load(...args: Parameters<typeof openAccount>): Promise<Account> {
  try {
    const { openAccount } = await accountModule.load();
    return await openAccount(...args);
  } catch (cause) {
    throw toRealtimeError(cause, 'module-failed', NOT_OPENED);
  }
}

const NOT_OPENED = 'The prices of the budget could not be loaded, so no conversation was begun. See `cause`.';

function checkLimits(limits: BudgetLimits): BudgetLimits {
  for (const [name, value] of Object.entries(limits)) {
    const values: readonly unknown[] = typeof value === 'object' ? Object.values(value) : [value];
    for (const one of values) if (one !== undefined) checkNumber(`limit ${name}`, one);
  }
  return limits;
}

function checkNumber(what: string, value: unknown): void {
  if (typeof value === 'number' && value >= 0) return;
  throw new RealtimeError(
    'invalid-config',
    `The ${what} of a budget is ${String(value)}, so it limits nothing. Give a number of 0 or more.`,
  );
}
