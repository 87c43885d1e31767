'use client';

import { useMemo, useSyncExternalStore } from 'react';

import { createCountdown } from './countdown.ts';

/** A page that a server renders shows no time: it would be another one when the page hydrates. */
const noTime = () => null;

/**
 * Counts down to a time: by the minute above five minutes, else by the second. Without a time nothing runs.
 *
 * @param now reads the clock of that time; keep its identity
 */
export function useCountdown(atMs: number | null, now: () => number): number | null {
  const countdown = useMemo(() => createCountdown(atMs, now), [atMs, now]);
  return useSyncExternalStore(countdown.subscribe, countdown.read, noTime);
}
