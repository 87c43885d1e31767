'use client';

import { useMemo, useSyncExternalStore } from 'react';

import type { RealtimeError, RenewalCause, SessionStatus } from '@repartee/core';

import type { ConnectionQuality } from './connectionQuality.ts';
import { qualityStoreOf } from './qualityStore.ts';
import { useCountdown } from './useCountdown.ts';
import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** The return value of `useConnection`. */
export interface ConnectionView {
  readonly status: SessionStatus;
  /** The cause of the new connection that is being opened; `null` unless `status` is `reconnecting`. */
  readonly cause: RenewalCause | null;
  /**
   * The cause of another connection that is being opened beside the one in use, while `status` is `live`:
   * `connection-silent` where the one in use may be dead. `null` where none is.
   */
  readonly renewalCause: RenewalCause | null;
  /** Whether the vendor serves others first: the agent hears and says nothing yet. */
  readonly isQueued: boolean;
  /** The error that broke the connection or ended the session; `null` for a planned renewal. */
  readonly error: RealtimeError | null;
  /** The number of the attempt that is waited for or being made, from 1; 0 unless `status` is `reconnecting`. */
  readonly attempt: number;
  /** The time until the next attempt, in milliseconds, rounded up to a second; `null` while an attempt is being made. */
  readonly nextAttemptInMs: number | null;
  /** Whether the browser reports that there is no network. No attempts are spent meanwhile. */
  readonly isOffline: boolean;
  /**
   * The time until the vendor ends this connection, in milliseconds: rounded up to a minute, and to a second in the last five
   * minutes. `null` where the vendor does not say, and without a connection.
   */
  readonly timeLeftMs: number | null;
  /**
   * The time until the session ends because nothing is said or done, in milliseconds, rounded up to a second. `null` until the
   * session warns of it (`idle-warning`), and again as soon as something happens.
   */
  readonly idleEndsInMs: number | null;
  /**
   * The quality of the connection for speech: of a call by its round trip, jitter and loss, of a WebSocket only `poor` after
   * the network took less than was said. A few seconds must agree before it changes. `null` where nothing is known.
   */
  readonly quality: ConnectionQuality | null;
  /** Makes a waiting attempt at once, or starts the conversation again after its end. It is `session.connect`, and never rejects. */
  readonly retry: () => void;
}

const wallClock = () => Date.now();
const unknown = () => null;

/**
 * Follows the connection: why it is being replaced, when the next attempt is made, how long the vendor lets it live, and how
 * good it is. It re-renders on changes, and once a second only while a time counts down.
 *
 * @example
 * const { status, isOffline, nextAttemptInMs, retry } = useConnection();
 * if (status !== 'reconnecting') return null;
 * return (
 *   <p>
 *     {isOffline ? 'You are offline.' : `Next attempt in ${(nextAttemptInMs ?? 0) / 1000} s.`}
 *     <button onClick={retry}>Try now</button>
 *   </p>
 * );
 */
export function useConnection(): ConnectionView {
  const session = useSession();
  const status = useSessionState((state) => state.status);
  const error = useSessionState((state) => state.error);
  const reconnection = useSessionState((state) => state.reconnection);
  const renewalCause = useSessionState((state) => state.renewalCause);
  const isQueued = useSessionState((state) => state.isQueued);
  const expiresAtMs = useSessionState((state) => (state.status === 'live' ? state.expiresAtMs : null));
  const nextAttemptInMs = useCountdown(reconnection?.nextAttemptAtMs ?? null, session.now);
  const timeLeftMs = useCountdown(expiresAtMs, wallClock);
  const idleEndsInMs = useCountdown(
    useSessionState((state) => state.idleEndsAtMs),
    session.now,
  );
  const store = qualityStoreOf(session);
  const quality = useSyncExternalStore(store.subscribe, store.read, unknown);
  // A failure is in the state, or an `error` event told it.
  const retry = useMemo(() => () => void session.connect().catch(() => {}), [session]);
  return {
    status,
    cause: reconnection?.cause ?? null,
    renewalCause,
    isQueued,
    error,
    attempt: reconnection?.attempt ?? 0,
    nextAttemptInMs,
    isOffline: reconnection?.isOffline ?? false,
    timeLeftMs,
    idleEndsInMs,
    quality,
    retry,
  };
}
