import type { UsageRecord } from '@repartee/core/server';
import type { ServerLogger } from './audit/logger.ts';
import { MICROS } from './limits/usage-limits.ts';
import type { UsageSeen } from './limits/usage-meter.ts';

export interface MoneyTallyOptions {
  /** The price of one usage record, by the app. */
  readonly moneyOf: ((usage: UsageRecord, vendor: string) => number) | undefined;
  readonly vendor: string;
  readonly logger: ServerLogger;
}

/** Counts what a session costs by the vendor's reports, and the time for which no report has come. */
export class MoneyTally {
  readonly #options: MoneyTallyOptions;
  #micros = 0;
  #isPriced = true;
  #unreportedSinceMs: number | null = null;

  constructor(options: MoneyTallyOptions) {
    this.#options = options;
  }

  /** The cost in the currency of the limits. */
  get money(): number {
    return this.#micros / MICROS;
  }

  /** Whether the sum is all that is known: without prices, or with one that failed, it is not. */
  get isKnown(): boolean {
    return this.#options.moneyOf !== undefined && this.#isPriced;
  }

  /** The vendor is at work: a report of it may follow. */
  recordWork(): void {
    this.#unreportedSinceMs ??= performance.now();
  }

  /** Counts one report. A price that throws or is not a number is the app's fault: the time is charged in its place. */
  add(usage: UsageRecord): void {
    const { moneyOf, vendor, logger } = this.#options;
    if (!moneyOf) return;
    try {
      const price = moneyOf(usage, vendor);
      if (!(Number.isFinite(price) && price >= 0)) throw new TypeError(`moneyOf returned ${price}.`);
      this.#micros += Math.ceil(price * MICROS);
      this.#unreportedSinceMs = null;
    } catch (err) {
      this.#isPriced = false;
      logger.error({ err }, 'A usage record has no price. The session is charged by its time.');
    }
  }

  /** The usage that the session is charged for. A client that leaves before a report pays for its time. */
  usage(seconds: number): UsageSeen {
    const since = this.#unreportedSinceMs;
    const unreportedSeconds = since === null ? 0 : Math.min(seconds, (performance.now() - since) / 1000);
    const micros = this.isKnown ? this.#micros : null;
    return { seconds: Math.ceil(seconds), micros, unreportedSeconds };
  }
}
