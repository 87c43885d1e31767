'use client';

import { useEffect, useState } from 'react';

import type { ConnectionStats } from '@repartee/core';

import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** What `useConnectionStats` can be asked for. */
export interface ConnectionStatsOptions {
  /** How often the browser is asked while the session is live, in milliseconds. @default 1000 */
  readonly refreshMs?: number;
}

/**
 * Follows how a call does: round trip, jitter, loss and what the browser had to make up. It is `null` where there is no call,
 * and over a WebSocket, of which the browser tells nothing. Only while it is mounted and the session is live anything runs.
 *
 * @example
 * const stats = useConnectionStats();
 * return <output>{stats?.roundTripMs == null ? '' : `${Math.round(stats.roundTripMs)} ms`}</output>;
 */
export function useConnectionStats({
  refreshMs = 1_000,
}: ConnectionStatsOptions = {}): ConnectionStats | null {
  const session = useSession();
  const isLive = useSessionState((state) => state.status === 'live');
  const [stats, setStats] = useState<ConnectionStats | null>(null);
  useEffect(() => {
    if (!isLive) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isWanted = true;
    let last: ConnectionStats | null = null;
    const ask = async () => {
      // A connection that has just gone has nothing to tell; the status says what became of it.
      const next = await session.getConnectionStats().catch(() => null);
      if (!isWanted) return;
      if (!isSame(last, next)) setStats(next);
      last = next;
      if (next) timer = setTimeout(() => void ask(), refreshMs);
    };
    void ask();
    return () => {
      isWanted = false;
      if (timer !== null) clearTimeout(timer);
      setStats(null);
    };
  }, [session, isLive, refreshMs]);
  return stats;
}

function isSame(one: ConnectionStats | null, other: ConnectionStats | null): boolean {
  if (!one || !other) return one === other;
  return (Object.keys(one) as (keyof ConnectionStats)[]).every((key) => one[key] === other[key]);
}
