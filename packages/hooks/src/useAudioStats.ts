'use client';

import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';

import type { RealtimeSession, SpeakerStats, TurnLatency } from '@repartee/core';

import { percentile } from './percentile.ts';
import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** The options of `useAudioStats`. */
export interface UseAudioStatsOptions {
  /** The interval at which the counters are read while the agent speaks, in milliseconds. @default 500 */
  readonly refreshMs?: number;
}

/** The return value of `useAudioStats`: how the agent's audio arrives and plays. */
export interface AudioStats extends SpeakerStats {
  /** From the first audio of the last answer to its first sample at the speaker, in milliseconds. */
  readonly firstSoundMs: number | null;
  /** The median of all answers, in milliseconds. */
  readonly firstSoundP50Ms: number | null;
  /** The 95th percentile of all answers, in milliseconds. */
  readonly firstSoundP95Ms: number | null;
}

const NOTHING: SpeakerStats = {
  underruns: 0,
  underrunMs: 0,
  stalls: 0,
  jitterBufferMs: 0,
  queuedMs: 0,
  droppedMs: 0,
};

/**
 * Follows the playback path: how soon answers sound, how large the jitter buffer is, and gaps. The counters belong to the
 * current connection's speaker. While the agent is silent, the hook runs nothing and never re-renders.
 *
 * @example
 * const { firstSoundMs, jitterBufferMs, underruns, stalls } = useAudioStats();
 * return <output>{`${underruns} gaps, ${stalls} of them long; ${Math.round(jitterBufferMs)} ms held back`}</output>;
 */
export function useAudioStats({ refreshMs = 500 }: UseAudioStatsOptions = {}): AudioStats {
  const session = useSession();
  const latencies = useSessionState((state) => state.latencies);
  const counts = useCounts(session, refreshMs);
  const firstSound = useMemo(() => measureFirstSound(latencies), [latencies]);
  return useMemo(() => ({ ...counts, ...firstSound }), [counts, firstSound]);
}

/** Counters are pulled, so that the audio thread never causes a render. A snapshot keeps its identity until a number changes. */
function useCounts(session: RealtimeSession, refreshMs: number): SpeakerStats {
  const latest = useRef(NOTHING);
  const read = useCallback(() => {
    const counts = session.speaker.getStats() ?? latest.current;
    if (!isSame(counts, latest.current)) latest.current = counts;
    return latest.current;
  }, [session]);
  const subscribe = useCallback(
    (onChange: () => void) => watchPlayback(session, refreshMs, onChange),
    [session, refreshMs],
  );
  return useSyncExternalStore(subscribe, read, () => NOTHING);
}

/** Calls back at an interval while the agent speaks, and once more when it stops. */
function watchPlayback(session: RealtimeSession, refreshMs: number, onChange: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | null = null;
  const follow = () => {
    const isHeard = session.store.getState().phase === 'speaking';
    if (isHeard === (timer !== null)) return;
    onChange();
    if (timer !== null) clearInterval(timer);
    timer = isHeard ? setInterval(onChange, refreshMs) : null;
  };
  const stop = session.store.subscribe(follow);
  follow();
  return () => {
    stop();
    if (timer !== null) clearInterval(timer);
  };
}

function isSame(one: SpeakerStats, other: SpeakerStats): boolean {
  return (Object.keys(NOTHING) as (keyof SpeakerStats)[]).every((key) => one[key] === other[key]);
}

function measureFirstSound(
  latencies: readonly TurnLatency[],
): Pick<AudioStats, 'firstSoundMs' | 'firstSoundP50Ms' | 'firstSoundP95Ms'> {
  const all = latencies.flatMap(({ firstAudioAtMs, audibleAtMs }) =>
    firstAudioAtMs === null || audibleAtMs === null ? [] : [audibleAtMs - firstAudioAtMs],
  );
  return {
    firstSoundMs: all.at(-1) ?? null,
    firstSoundP50Ms: percentile(all, 0.5),
    firstSoundP95Ms: percentile(all, 0.95),
  };
}
