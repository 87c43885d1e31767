'use client';

import { useMemo, useSyncExternalStore } from 'react';

import type { SessionState } from '@repartee/core';

import { createStopwatch } from './stopwatch.ts';
import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** A page that a server renders shows no time: it would be another one when the page hydrates. */
const noTime = () => null;

const startOf = ({ status, startedAtMs }: SessionState) =>
  status === 'live' || status === 'reconnecting' || status === 'paused' || status === 'closing'
    ? startedAtMs
    : null;

/**
 * Counts how long the conversation has been going on, in milliseconds rounded down to a second; `null` before its beginning and after
 * its end. It re-renders once a second meanwhile, and never otherwise.
 *
 * @example
 * const elapsedMs = useElapsed();
 * return elapsedMs !== null && <time>{Math.floor(elapsedMs / 60_000)} min</time>;
 */
export function useElapsed(): number | null {
  const { now } = useSession();
  const startedAtMs = useSessionState(startOf);
  const stopwatch = useMemo(() => createStopwatch(startedAtMs, now), [startedAtMs, now]);
  return useSyncExternalStore(stopwatch.subscribe, stopwatch.read, noTime);
}
