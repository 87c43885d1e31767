'use client';

import { useEffect, useState } from 'react';

import type { ConnectionStats } from '@repartee/core';

import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** The options of `useConnectionStats`. */
export interface UseConnectionStatsOptions {
  /** The interval at which the browser's statistics are read while the session is live, in milliseconds. @default 1000 */
  readonly refreshMs?: number;
}

/**
 * Follows the statistics of a WebRTC call: round trip, jitter, loss and concealed audio. It returns `null` without a call and
 * over a WebSocket, of which browsers have no statistics. It runs only while the session is live.
 *
 * @example
 * const stats = useConnectionStats();
 * return <output>{stats?.roundTripMs == null ? '' : `${Math.round(stats.roundTripMs)} ms`}</output>;
 */
export function useConnectionStats({
  refreshMs = 1_000,
}: UseConnectionStatsOptions = {}): ConnectionStats | null {
  const session = useSession();
  const isLive = useSessionState((state) => state.status === 'live');
  const [stats, setStats] = useState<ConnectionStats | null>(null);
  useEffect(() => {
    if (!isLive) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isWanted = true;
    let last: ConnectionStats | null = null;
    const read = async () => {
      // A connection that has just ended has no statistics; the session's status reports its end.
      const next = await session.getConnectionStats().catch(() => null);
      if (!isWanted) return;
      if (!isSame(last, next)) setStats(next);
      last = next;
      if (next) timer = setTimeout(() => void read(), refreshMs);
    };
    void read();
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
