import { RealtimeError } from '../errors/realtime-error.ts';
import { createBackoff } from '../transport/reconnect-policy.ts';
import type { ReconnectPolicy } from '../transport/reconnect-policy.ts';
import type { Clock } from '../util/clock.ts';
import type { RealtimeSessionOptions } from './session-options.ts';

/** A connection that has been live for so long has proved itself, in milliseconds. */
const HEALTHY_MS = 10_000;

/** The number of times that a server's wait is obeyed before the session ends. */
const MAX_SERVER_WAITS = 3;

/** A server that asks for a longer wait than this ends the session, in milliseconds: the user would not wait. */
const MAX_SERVER_WAIT_MS = 120_000;

/** The number of connections in a row that are replaced on purpose although none of them proved itself. */
const MAX_RENEWALS = 5;

/** The longest wait of an attempt for the network of a device that reports none, in milliseconds. The report may be wrong. */
const OFFLINE_WAIT_MS = 30_000;

/** The end of a connection or of an attempt. */
export interface Loss {
  readonly error: RealtimeError;
  /** The kind of loss, by which losses are counted against `retryLimit`. */
  readonly kind: string;
  /** The number of losses of the kind that another attempt follows. */
  readonly retryLimit?: number | undefined;
  /** Whether the next attempt begins a new conversation because a handle failed. It does not wait for the policy. */
  readonly dropsHandle?: boolean | undefined;
}

/** The attempt that follows a loss. */
export interface NextAttempt {
  readonly attempt: number;
  readonly delayMs: number;
}

export interface ReconnectAttemptsOptions {
  /** Its policy is read at each loss. `false` makes no attempt. @default createBackoff() */
  readonly session: Pick<RealtimeSessionOptions, 'reconnect'>;
  readonly clock: Clock;
  /** Receives what the policy throws. */
  readonly report: (error: unknown) => RealtimeError;
}

/**
 * Counts the attempts to replace a lost connection. The count starts again once a connection has proved itself: it was
 * live for ten seconds, or a response was finished on it. A server that accepts and drops runs into the policy's end.
 */
export class ReconnectAttempts {
  readonly #options: ReconnectAttemptsOptions;
  readonly #backoff = createBackoff();
  #count = 0;
  #renewals = 0;
  #lostAtMs: number | null = null;
  #liveAtMs: number | null = null;
  readonly #losses = new Map<string, number>();
  /** No attempt is made by the session itself before this time, because a server asked for it. */
  #notBeforeMs = 0;
  isOffline = false;

  constructor(options: ReconnectAttemptsOptions) {
    this.#options = options;
  }

  /** The number of attempts since a connection proved itself. */
  get count(): number {
    return this.#count;
  }

  /** The time that an attempt waits for the network of the device, in milliseconds. */
  get offlineWaitMs(): number {
    return Math.max(OFFLINE_WAIT_MS, this.serverWaitMs);
  }

  /** The time that the session still has to wait for a server, in milliseconds. */
  get serverWaitMs(): number {
    return Math.max(0, this.#notBeforeMs - this.#options.clock.now());
  }

  /** A connection is live. */
  recordLive(): void {
    this.#liveAtMs = this.#options.clock.now();
  }

  /** A response was finished: the connection works. */
  recordResponse(): void {
    if (this.#liveAtMs !== null) this.#reset();
  }

  /** Decides about the attempt that follows a loss; `null` gives up. */
  next(loss: Loss): NextAttempt | null {
    const { clock } = this.#options;
    const now = clock.now();
    this.#judgeConnection();
    this.#liveAtMs = null;
    this.#lostAtMs ??= now;
    const { reconnect = this.#backoff } = this.#options.session;
    if (!reconnect || !loss.error.isRetryable || this.#isSpent(loss)) return null;
    const delayMs = this.#askPolicy(reconnect, now - this.#lostAtMs);
    if (delayMs === null) return null;
    this.#count += 1;
    const serverWaitMs = loss.error.retryAfterMs ?? 0;
    this.#notBeforeMs = now + serverWaitMs;
    const leastMs = Math.max(serverWaitMs, this.isOffline ? OFFLINE_WAIT_MS : 0);
    return { attempt: this.#count, delayMs: Math.max(loss.dropsHandle ? 0 : delayMs, leastMs) };
  }

  /** Whether a connection may be replaced on purpose. Too many in a row, none of which proved itself, are refused. */
  mayRenew(): boolean {
    this.#judgeConnection();
    // Where the connection lives on, it has to prove itself again before the count starts again.
    if (this.#liveAtMs !== null) this.recordLive();
    this.#renewals += 1;
    return this.#renewals <= MAX_RENEWALS;
  }

  /** A connection that has been live for long enough has proved itself. */
  #judgeConnection(): void {
    const isHealthy = this.#liveAtMs !== null && this.#options.clock.now() - this.#liveAtMs >= HEALTHY_MS;
    if (isHealthy) this.#reset();
  }

  /** Whether losses of this kind have been followed by as many attempts as they may. */
  #isSpent({ kind, retryLimit = Infinity, error }: Loss): boolean {
    const losses = (this.#losses.get(kind) ?? 0) + 1;
    this.#losses.set(kind, losses);
    return losses > retryLimit || (error.retryAfterMs ?? 0) > MAX_SERVER_WAIT_MS;
  }

  #askPolicy(policy: ReconnectPolicy, elapsedMs: number): number | null {
    try {
      return policy({ attempt: this.#count + 1, elapsedMs });
    } catch (error) {
      this.#options.report(error);
      return null;
    }
  }

  /** The error that ends the session, with the number of attempts that were made. */
  giveUp(error: RealtimeError): RealtimeError {
    const attempts = this.#count;
    if (attempts === 0) return error;
    const { code, message, cause, adapterId, wire, isRetryable, retryAfterMs } = error;
    const tried = attempts === 1 ? 'One attempt' : `${attempts} attempts`;
    return new RealtimeError(code, `${message} ${tried} to reconnect did not bring the conversation back.`, {
      cause,
      adapterId,
      wire,
      isRetryable,
      retryAfterMs,
      attempts,
    });
  }

  #reset(): void {
    this.#count = 0;
    this.#renewals = 0;
    this.#lostAtMs = null;
    this.#losses.clear();
  }

  /** A session that the app connects anew starts again. */
  restart(): void {
    this.#reset();
    this.#liveAtMs = null;
    this.#notBeforeMs = 0;
  }
}

/** The number of attempts after a refusal by a credential endpoint or by a call's address. */
export function refusalLimit({ code, retryAfterMs }: RealtimeError): number | undefined {
  return code === 'rate-limited' || retryAfterMs != null ? MAX_SERVER_WAITS : undefined;
}
