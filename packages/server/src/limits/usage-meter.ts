import { Refused } from '../answers.ts';
import type { ServerLogger } from '../audit/logger.ts';
import type { AuthorizedUser } from '../authorized-user.ts';
import type { Account, Denial, LimitStore, SessionOpening, Slots, Usage } from './limit-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { MICROS } from './usage-limits.ts';
import type { DailyLimits, ResolvedLimits } from './usage-limits.ts';

/** The wait of a client while the store cannot be reached, in milliseconds. */
const RETRY_MS = 2_000;

/** Ends that could not be counted are tried again this often, in milliseconds, so many of them at most. */
const CATCH_UP_MS = 1_000;
const MAX_PENDING = 10_000;

/**
 * The usage of a session, with the time since the last report of the vendor, which is charged as the most that it can cost.
 */
export interface UsageSeen extends Usage {
  /** @default 0 */
  readonly unreportedSeconds?: number;
}

/** A session that has been charged. */
export interface MeteredSession {
  /** The longest duration, in seconds; `null` without a limit. */
  readonly seconds: number | null;
  /** The most that it may cost, in the currency of the limits; `null` without a limit. */
  readonly money: number | null;
  /** Settles it with what it has used. It never rejects: what cannot be counted now is counted when the store is back. */
  end(usage: UsageSeen): Promise<void>;
}

export interface UsageMeterOptions {
  readonly store: LimitStore;
  readonly limits: ResolvedLimits;
  readonly logger: ServerLogger;
  readonly now: () => number;
}

interface Pending {
  readonly store: LimitStore;
  readonly opening: SessionOpening;
  readonly usage: Usage;
}

/** Charges sessions, and settles them when they end. */
export class UsageMeter {
  readonly #options: UsageMeterOptions;
  readonly #fallback: LimitStore | null;
  readonly #pending = new Map<string, Pending>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: UsageMeterOptions) {
    this.#options = options;
    this.#fallback =
      options.limits.whenStoreFails === 'memory' ? createMemoryStore({ now: options.now }) : null;
  }

  /** Counts one credential. @throws Refused with 429 or 503 */
  async countCredential(user: AuthorizedUser): Promise<void> {
    const { credentials } = this.#options.limits;
    const key = encodeURIComponent(user.id);
    const waitMs = await this.#use((store) => store.countCredential(key, credentials));
    if (waitMs > 0)
      throw new Refused(429, 'rate-limited', 'Too many requests for credentials. Try again later.', waitMs);
  }

  /** Charges a session for as long as it may last. @throws Refused with 429 or 503 */
  async open(user: AuthorizedUser, sessionId: string): Promise<MeteredSession> {
    const opening = this.#describe(user, sessionId);
    const { sessionSeconds, microsPerMinute } = this.#options.limits;
    if (opening === null) return { seconds: sessionSeconds, money: null, end: async () => {} };
    let counted = this.#options.store;
    const granted = await this.#use(
      (store) => {
        counted = store;
        return store.open(opening);
      },
      // The store may have counted it before its answer was lost.
      () => this.#settleLater({ store: counted, opening, usage: { seconds: 0, micros: 0 } }),
    );
    if ('reason' in granted) throw this.#refuse(granted);
    return {
      seconds: granted.seconds,
      money: microsPerMinute > 0 ? (granted.seconds * microsPerMinute) / 60 / MICROS : null,
      end: ({ seconds, micros, unreportedSeconds = 0 }) => {
        const unreported = Math.ceil((unreportedSeconds * microsPerMinute) / 60);
        const usage = { seconds, micros: micros === null ? null : micros + unreported };
        return this.#settle({ store: counted, opening, usage });
      },
    };
  }

  /** Marks a ticket as used. Returns whether this was the first time. @throws Refused with 503 */
  redeem(id: string, seconds: number): Promise<boolean> {
    return this.#use((store) => store.redeem(id, seconds));
  }

  async #use<Value>(count: (store: LimitStore) => Promise<Value>, onFailure?: () => void): Promise<Value> {
    const { store, logger } = this.#options;
    try {
      return await count(store);
    } catch (err) {
      onFailure?.();
      logger.error({ err }, 'The store of the limits cannot be reached.');
      if (this.#fallback) return count(this.#fallback);
      throw new Refused(
        503,
        'credential-fetch-failed',
        'Usage cannot be counted at the moment, so no session may begin. Try again.',
        RETRY_MS,
      );
    }
  }

  /** Describes what a session is charged to; `null` where there is nothing to count. */
  #describe({ id, team }: AuthorizedUser, sessionId: string): SessionOpening | null {
    const { limits, now } = this.#options;
    const day = new Date(now()).toISOString().slice(0, 10);
    const parties = [
      { name: `user:${encodeURIComponent(id)}`, daily: limits.user },
      ...(team === undefined ? [] : [{ name: `team:${encodeURIComponent(team)}`, daily: limits.team }]),
    ];
    const accounts = parties.flatMap(({ name, daily }) => accountOf(`${day}:${name}`, daily));
    const slots = parties.flatMap(({ name, daily }): Slots[] =>
      daily.concurrentSessions === undefined ? [] : [{ key: name, max: daily.concurrentSessions }],
    );
    if (limits.sessionSeconds === null || (accounts.length === 0 && slots.length === 0)) return null;
    const { sessionSeconds: seconds, microsPerMinute } = limits;
    return { sessionId, seconds, microsPerMinute, accounts, slots };
  }

  #refuse({ reason, retryAfterSeconds }: Denial): Refused {
    if (reason === 'concurrent') {
      const message = 'Too many conversations are open at the same time. End one, and try again.';
      return new Refused(429, 'rate-limited', message, (retryAfterSeconds ?? 60) * 1000);
    }
    const now = this.#options.now();
    const untilMidnightMs = 86_400_000 - (now % 86_400_000);
    const what = reason === 'minutes' ? 'time' : 'money';
    return new Refused(429, 'budget-exceeded', `The ${what} for today is used up.`, untilMidnightMs);
  }

  async #settle(pending: Pending): Promise<void> {
    try {
      await pending.store.end(pending.opening, pending.usage);
    } catch (err) {
      this.#options.logger.warn({ err }, 'The end of a session could not be counted. It is tried again.');
      this.#settleLater(pending);
    }
  }

  #settleLater(pending: Pending): void {
    // Beyond the limit a session stays charged in full: that errs on the safe side.
    if (this.#pending.size >= MAX_PENDING) return;
    this.#pending.set(pending.opening.sessionId, pending);
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => void this.#catchUp(), CATCH_UP_MS);
    // In Node the process may end meanwhile; other runtimes return a number.
    (this.#timer as { unref?: () => void }).unref?.();
  }

  async #catchUp(): Promise<void> {
    this.#timer = null;
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const pending of waiting) {
      const isCounted = await pending.store.end(pending.opening, pending.usage).then(
        () => true,
        () => false, // Still away: the next round tries again.
      );
      if (!isCounted) this.#settleLater(pending);
    }
  }
}

function accountOf(key: string, { minutesPerDay, moneyPerDay }: DailyLimits): readonly Account[] {
  if (minutesPerDay === undefined && moneyPerDay === undefined) return [];
  return [
    {
      key,
      maxSeconds: minutesPerDay === undefined ? null : Math.floor(minutesPerDay * 60),
      maxMicros: moneyPerDay === undefined ? null : Math.floor(moneyPerDay * MICROS),
    },
  ];
}
