import type { RealtimeErrorCode } from '../errors/realtime-error.ts';

/** The beginning of a frame of the relay of `@repartee/server` itself, between those of the vendor. */
const RELAY = '{"repartee":';

/** The relay's announcement of its end. */
const GO_AWAY = /^\{"repartee":"go-away","timeLeftMs":(\d+)/;

/**
 * The reason of a close of the relay's own: the code of an error, and the wait before another attempt where one may succeed.
 */
const CLOSE = /^repartee:([a-z-]+)(?: (\d+)s)?/;

/** Reads the announcement of a relay; `null` for a frame of the vendor. */
export function readGoAway(
  frame: string | ArrayBuffer,
): { readonly type: 'session-expiring'; readonly remainingMs: number } | null {
  // A comparison is cheaper than the expression, and every frame is asked.
  if (typeof frame !== 'string' || !frame.startsWith(RELAY)) return null;
  const found = GO_AWAY.exec(frame);
  return found && { type: 'session-expiring', remainingMs: +(found[1] ?? 0) };
}

/** Reads why a relay has closed; `null` for a close that comes from the vendor. */
export function readRelayClose({ reason }: { readonly reason: string }): {
  readonly code: RealtimeErrorCode;
  readonly message: string;
  readonly isRetryable: boolean;
  readonly retryAfterMs: number;
} | null {
  const [, code, wait] = CLOSE.exec(reason) ?? [];
  if (!code) return null;
  return {
    code: code as RealtimeErrorCode,
    message: `The server ended the session: ${code}`,
    isRetryable: !!wait,
    retryAfterMs: 1000 * +(wait ?? 0),
  };
}
