import type { ConnectionStats, RealtimeSession } from '@repartee/core';

import { judgeStats, trackQuality, UNMEASURED } from './connectionQuality.ts';
import type { ConnectionQuality } from './connectionQuality.ts';

/** The interval at which a call is measured, in milliseconds. */
const MEASURE_MS = 1_000;

/** After more was said than the network took, the quality is `poor` for so long, in milliseconds. */
const BACKLOG_MS = 10_000;

/** The quality of a session's connection, as `useSyncExternalStore` reads it. */
export interface QualityStore {
  read(): ConnectionQuality | null;
  subscribe(listener: () => void): () => void;
}

const stores = new WeakMap<RealtimeSession, QualityStore>();

/** Returns the store of a session: all components share one, and one measurement a second. */
export function qualityStoreOf(session: RealtimeSession): QualityStore {
  const store = stores.get(session) ?? createQualityStore(session);
  stores.set(session, store);
  return store;
}

/** Measures while it is subscribed and the session is live. Without figures of the browser it asks once a connection. */
function createQualityStore(session: RealtimeSession): QualityStore {
  const listeners = new Set<() => void>();
  let value: ConnectionQuality | null = null;
  let meter: Meter | null = null;
  const publish = (next: ConnectionQuality | null) => {
    if (next === value) return;
    value = next;
    for (const listener of listeners) listener();
  };
  return {
    read: () => value,
    subscribe(listener) {
      listeners.add(listener);
      meter ??= startMeter(session, publish);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        meter?.stop();
        meter = null;
        value = null;
      };
    },
  };
}

interface Meter {
  stop(): void;
}

/** Measures one connection after the other. */
function startMeter(session: RealtimeSession, publish: (quality: ConnectionQuality | null) => void): Meter {
  let track = UNMEASURED;
  let backlogTimer: ReturnType<typeof setTimeout> | null = null;
  let reading: Meter | null = null;
  let connection: number | null = null;
  const show = () => publish(backlogTimer === null ? track.quality : 'poor');
  const endBacklog = () => {
    if (backlogTimer !== null) clearTimeout(backlogTimer);
    backlogTimer = null;
  };
  const follow = () => {
    const state = session.store.getState();
    const live = state.status === 'live' ? state.connection : null;
    if (live === connection) return;
    connection = live;
    reading?.stop();
    track = UNMEASURED;
    endBacklog();
    show();
    reading =
      live === null
        ? null
        : readStats(session, (quality) => {
            track = trackQuality(track, quality);
            show();
          });
  };
  const releases = [
    session.store.subscribe(follow),
    session.on('error', ({ code }) => {
      if (code !== 'send-backlog' || connection === null) return;
      endBacklog();
      backlogTimer = setTimeout(() => {
        backlogTimer = null;
        show();
      }, BACKLOG_MS);
      show();
    }),
  ];
  follow();
  return {
    stop() {
      for (const release of releases) release();
      reading?.stop();
      endBacklog();
    },
  };
}

/** Reads the browser's statistics until it is stopped, or until the browser has none. */
function readStats(session: RealtimeSession, onQuality: (quality: ConnectionQuality) => void): Meter {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isStopped = false;
  let before: ConnectionStats | null = null;
  const read = async () => {
    // A connection that has just ended has no statistics; the session's status reports its end.
    const stats = await session.getConnectionStats().catch(() => null);
    if (isStopped || stats === null) return;
    const quality = judgeStats(stats, before);
    before = stats;
    if (quality !== null) onQuality(quality);
    timer = setTimeout(() => void read(), MEASURE_MS);
  };
  void read();
  return {
    stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
