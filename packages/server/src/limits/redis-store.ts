import { RateLimiterRedis } from 'rate-limiter-flexible';
import { MIN_SECONDS } from './limit-store.ts';
import type { Denial, LimitStore, Opening, SessionOpening, Usage } from './limit-store.ts';
import { waitOf } from './rate-window.ts';
import { END_SCRIPT, OPEN_SCRIPT } from './redis-scripts.ts';

/** The part of a client of ioredis that the store uses. */
export interface RedisClient {
  /** `ready` while commands can be sent. */
  readonly status: string;
  /** Runs a script. */
  eval(script: string, keyCount: number, ...values: (string | number)[]): Promise<unknown>;
  /** Sets a key. */
  set(key: string, value: string, expiry: 'EX', seconds: number, condition: 'NX'): Promise<unknown>;
}

/** Options of `createRedisStore`. */
export interface RedisStoreOptions {
  /** A client of ioredis, created with `REDIS_OPTIONS`. The app closes it. */
  readonly client: RedisClient;
  /** Put before every key. All keys lie in one slot of a cluster. @default 'repartee' */
  readonly prefix?: string;
}

/**
 * Options for a client of ioredis whose commands fail at once while Redis is away. The defaults of ioredis keep commands, and
 * send them after the request has been refused.
 */
export const REDIS_OPTIONS = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 5_000,
} as const;

/**
 * Creates a store that several instances share. Each step is one script in Redis. Turn on `appendonly` there, or counts are lost when
 * Redis restarts.
 *
 * @example
 * ```ts
 * const store = createRedisStore({ client: new Redis(url, REDIS_OPTIONS) });
 * ```
 */
export function createRedisStore(options: RedisStoreOptions): LimitStore {
  return new RedisStore(options);
}

class RedisStore implements LimitStore {
  readonly #client: RedisClient;
  readonly #prefix: string;
  readonly #limiters = new Map<string, RateLimiterRedis>();

  constructor({ client, prefix = 'repartee' }: RedisStoreOptions) {
    this.#client = client;
    this.#prefix = `{${prefix}}:`;
  }

  async countCredential(
    key: string,
    { count, perSeconds }: { readonly count: number; readonly perSeconds: number },
  ): Promise<number> {
    this.#requireReady();
    const name = `${count}/${perSeconds}`;
    const limiter =
      this.#limiters.get(name) ??
      new RateLimiterRedis({
        storeClient: this.#client,
        points: count,
        duration: perSeconds,
        keyPrefix: `${this.#prefix}rate:${name}`,
      });
    this.#limiters.set(name, limiter);
    return waitOf(limiter.consume(key));
  }

  async open(opening: SessionOpening): Promise<Opening> {
    const { slots, accounts, seconds, microsPerMinute } = opening;
    const answer = await this.#run(OPEN_SCRIPT, opening, [
      seconds,
      microsPerMinute,
      MIN_SECONDS,
      ...slots.map(({ max }) => max),
      ...accounts.flatMap(({ maxSeconds, maxMicros }) => [maxSeconds ?? -1, maxMicros ?? -1]),
    ]);
    const [granted, reason, wait] = answer as [number, Denial['reason'], number];
    if (granted > 0) return { seconds: granted };
    return { reason, retryAfterSeconds: wait < 0 ? null : wait };
  }

  async end(opening: SessionOpening, { seconds, micros }: Usage): Promise<boolean> {
    const used = micros ?? Math.ceil((seconds * opening.microsPerMinute) / 60);
    return (await this.#run(END_SCRIPT, opening, [seconds, used])) === 1;
  }

  async redeem(id: string, seconds: number): Promise<boolean> {
    this.#requireReady();
    const key = `${this.#prefix}redeemed:${encodeURIComponent(id)}`;
    return (await this.#client.set(key, '1', 'EX', Math.max(1, Math.ceil(seconds)), 'NX')) !== null;
  }

  #run(
    script: string,
    { sessionId, slots, accounts }: SessionOpening,
    values: readonly number[],
  ): Promise<unknown> {
    this.#requireReady();
    const keys = [
      `session:${sessionId}`,
      ...slots.map(({ key }) => `slots:${key}`),
      ...accounts.map(({ key }) => `account:${key}`),
    ].map((key) => this.#prefix + key);
    return this.#client.eval(
      script,
      keys.length,
      ...keys,
      sessionId,
      slots.length,
      accounts.length,
      ...values,
    );
  }

  /** A client that queues commands would run them after the caller has been refused. */
  #requireReady(): void {
    if (this.#client.status !== 'ready')
      throw new Error(`Redis cannot be reached: the client is ${this.#client.status}.`);
  }
}
