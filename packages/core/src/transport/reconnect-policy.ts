/**
 * Decides whether and when to open a new connection after one was lost: milliseconds to wait, or `null` to give up.
 *
 * @param attempt counts from 1. It starts again once a connection has proved itself: it was live for 10 seconds, or a response
 * was finished on it.
 */
export type ReconnectPolicy = (loss: {
  readonly attempt: number;
  readonly elapsedMs: number;
}) => number | null;

/** The options of `createBackoff`. */
export interface BackoffOptions {
  /** The wait before the first attempt, in milliseconds. @default 0 */
  readonly firstMs?: number;
  /** The wait before the second attempt, in milliseconds. @default 500 */
  readonly baseMs?: number;
  /** The factor between one wait and the next. @default 2 */
  readonly factor?: number;
  /** No wait is longer than this, in milliseconds. @default 8000 */
  readonly maxMs?: number;
  /** After so many attempts it gives up. @default 6 */
  readonly maxAttempts?: number;
  /** No attempt begins later than this after the loss, in milliseconds. @default no limit */
  readonly maxElapsedMs?: number;
  /** The share by which a wait is made longer or shorter, so that not all clients come back at once. @default 0.2 */
  readonly jitter?: number;
  /** A number from 0 to just below 1. @default Math.random */
  readonly random?: () => number;
}

/**
 * Creates a policy that makes the first attempt at once and waits longer before each of the others: 0.5, 1, 2, 4 and 8
 * seconds by default, each up to a fifth longer or shorter.
 *
 * @example
 * createRealtimeSession({ adapter, credential, reconnect: createBackoff({ maxAttempts: 3 }) });
 */
export function createBackoff(options: BackoffOptions = {}): ReconnectPolicy {
  const {
    firstMs = 0,
    baseMs = 500,
    factor = 2,
    maxMs = 8_000,
    maxAttempts = 6,
    maxElapsedMs = Infinity,
  } = options;
  const { jitter = 0.2, random = Math.random } = options;
  return ({ attempt, elapsedMs }) => {
    if (attempt > maxAttempts) return null;
    const waitMs = attempt === 1 ? firstMs : Math.min(maxMs, baseMs * factor ** (attempt - 2));
    const delayMs = Math.max(0, Math.round(waitMs * (1 + jitter * (2 * random() - 1))));
    return elapsedMs + delayMs > maxElapsedMs ? null : delayMs;
  };
}
