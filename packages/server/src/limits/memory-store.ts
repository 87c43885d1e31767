import type { RateLimiterMemory } from 'rate-limiter-flexible';
// The library's main entry loads stores that need Node; this file of it needs nothing.
// @ts-expect-error Only the main entry has types.
import Limiter from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { MIN_SECONDS } from './limit-store.ts';
import type { Account, Denial, LimitStore, Opening, SessionOpening, Usage } from './limit-store.ts';
import { waitOf } from './rate-window.ts';

const createLimiter = (options: ConstructorParameters<typeof RateLimiterMemory>[0]): RateLimiterMemory =>
  new (Limiter as typeof RateLimiterMemory)(options);

interface Charged {
  readonly seconds: number;
  readonly micros: number;
  readonly expiresAtMs: number;
}

interface Sum {
  seconds: number;
  micros: number;
}

/** The accounts of so many past days are kept at most. */
const MAX_ENTRIES = 100_000;

/** Creates a store in the memory of this process. Its counts are gone with the process, and no other process sees them. */
export function createMemoryStore(options: { readonly now?: () => number } = {}): LimitStore {
  return new MemoryStore(options.now ?? Date.now);
}

class MemoryStore implements LimitStore {
  readonly #now: () => number;
  readonly #limiters = new Map<string, RateLimiterMemory>();
  readonly #sums = new Map<string, Sum>();
  readonly #sessions = new Map<string, Charged>();
  /** The ids of the sessions in each group of slots, with the end of each. */
  readonly #slots = new Map<string, Map<string, number>>();
  readonly #redeemed = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  async countCredential(
    key: string,
    { count, perSeconds }: { readonly count: number; readonly perSeconds: number },
  ): Promise<number> {
    const name = `${count}/${perSeconds}`;
    const limiter =
      this.#limiters.get(name) ?? createLimiter({ points: count, duration: perSeconds, keyPrefix: name });
    this.#limiters.set(name, limiter);
    return waitOf(limiter.consume(key));
  }

  async open(opening: SessionOpening): Promise<Opening> {
    const known = this.#sessions.get(opening.sessionId);
    if (known) return { seconds: known.seconds };
    const denial = this.#findSlots(opening);
    if (denial) return denial;
    let { seconds } = opening;
    let reason: Denial['reason'] = 'minutes';
    for (const account of opening.accounts) {
      const left = this.#left(account, opening.microsPerMinute);
      if (left.seconds < seconds) ({ seconds, reason } = left);
    }
    if (seconds < MIN_SECONDS) return { reason, retryAfterSeconds: null };
    const micros = Math.ceil((seconds * opening.microsPerMinute) / 60);
    this.#charge(opening, seconds, micros);
    const expiresAtMs = this.#now() + seconds * 1000;
    this.#sessions.set(opening.sessionId, { seconds, micros, expiresAtMs });
    for (const { key } of opening.slots) this.#group(key).set(opening.sessionId, expiresAtMs);
    this.#forget();
    return { seconds };
  }

  #findSlots({ slots }: SessionOpening): Denial | null {
    const now = this.#now();
    for (const { key, max } of slots) {
      const group = this.#group(key);
      for (const [id, endMs] of group) if (endMs <= now) group.delete(id);
      if (group.size < max) continue;
      const first = Math.min(...group.values());
      const retryAfterSeconds = Number.isFinite(first) ? Math.ceil((first - now) / 1000) : null;
      return { reason: 'concurrent', retryAfterSeconds };
    }
    return null;
  }

  #left(
    { key, maxSeconds, maxMicros }: Account,
    microsPerMinute: number,
  ): { readonly seconds: number; readonly reason: Denial['reason'] } {
    const { seconds, micros } = this.#sum(key);
    const byTime = (maxSeconds ?? Infinity) - seconds;
    const isCounted = maxMicros !== null && microsPerMinute > 0;
    const byMoney = isCounted ? Math.floor(((maxMicros - micros) * 60) / microsPerMinute) : Infinity;
    return byMoney < byTime ? { seconds: byMoney, reason: 'money' } : { seconds: byTime, reason: 'minutes' };
  }

  #charge({ accounts }: SessionOpening, seconds: number, micros: number): void {
    for (const { key } of accounts) {
      const sum = this.#sum(key);
      this.#sums.set(key, { seconds: sum.seconds + seconds, micros: sum.micros + micros });
    }
  }

  async end(opening: SessionOpening, usage: Usage): Promise<boolean> {
    const charged = this.#sessions.get(opening.sessionId);
    if (!charged) return false;
    this.#sessions.delete(opening.sessionId);
    for (const { key } of opening.slots) {
      const group = this.#group(key);
      group.delete(opening.sessionId);
      if (group.size === 0) this.#slots.delete(key);
    }
    const micros = usage.micros ?? Math.ceil((usage.seconds * opening.microsPerMinute) / 60);
    this.#charge(opening, usage.seconds - charged.seconds, micros - charged.micros);
    return true;
  }

  async redeem(id: string, seconds: number): Promise<boolean> {
    const now = this.#now();
    // In the order of their time: the first that is still valid ends the search.
    for (const [old, endMs] of this.#redeemed) {
      if (endMs > now) break;
      this.#redeemed.delete(old);
    }
    if (this.#redeemed.has(id)) return false;
    this.#redeemed.set(id, now + seconds * 1000);
    return true;
  }

  #sum(key: string): Sum {
    return this.#sums.get(key) ?? { seconds: 0, micros: 0 };
  }

  #group(key: string): Map<string, number> {
    const group = this.#slots.get(key) ?? new Map<string, number>();
    this.#slots.set(key, group);
    return group;
  }

  /** Sessions whose end the server does not see stay charged. A day after their end nothing can come for them. */
  #forget(): void {
    const dayAgo = this.#now() - 86_400_000;
    if (this.#sessions.size > MAX_ENTRIES)
      for (const [id, { expiresAtMs }] of this.#sessions) if (expiresAtMs < dayAgo) this.#sessions.delete(id);
    if (this.#slots.size > MAX_ENTRIES)
      for (const [key, group] of this.#slots) if (isOver(group, this.#now())) this.#slots.delete(key);
    // Entries stand in the order of their first use: the oldest days go first.
    for (const key of this.#sums.keys()) {
      if (this.#sums.size <= MAX_ENTRIES) break;
      this.#sums.delete(key);
    }
  }
}

const isOver = (group: ReadonlyMap<string, number>, nowMs: number): boolean =>
  [...group.values()].every((endMs) => endMs <= nowMs);
