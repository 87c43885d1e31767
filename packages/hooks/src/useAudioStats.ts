'use client';

import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';

import type { RealtimeSession, SpeakerStats, TurnLatency } from '@repartee/core';

import { percentile } from './percentile.ts';
import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** What `useAudioStats` can be asked for. */
export interface AudioStatsOptions {
  /** How often the counts are read while the agent is heard, in milliseconds. @default 500 */
  readonly refreshMs?: number;
}

/** How the agent's audio arrives and is played. */
export interface AudioStats extends SpeakerStats {
  /** From the first audio of the last answer to its first sample at the speaker, in milliseconds. */
  readonly firstSoundMs: number | null;
  /** Half of the answers took at most this long to sound, 95 of 100 at most that long, in milliseconds. */
  readonly firstSoundP50Ms: number | null;
  readonly firstSoundP95Ms: number | null;
}

const NOTHING: SpeakerStats = {
  underruns: 0,
  underrunMs: 0,
  stalls: 0,
  cushionMs: 0,
  queuedMs: 0,
  droppedMs: 0,
};

/**
 * Follows the playback path: how soon answers sound, how much is held back against uneven arrival, and what went wrong.
 * The counts are of the current connection's speaker. While nothing is heard nothing runs and nothing re-renders.
 *
 * @example
 * const { firstSoundMs, cushionMs, underruns, stalls } = useAudioStats();
 * return <output>{`${underruns} gaps, ${stalls} of them long; ${Math.round(cushionMs)} ms held back`}</output>;
 */
export function useAudioStats({ refreshMs = 500 }: AudioStatsOptions = {}): AudioStats {
  const session = useSession();
  const latencies = useSessionState((state) => state.latencies);
  const counts = useCounts(session, refreshMs);
  const firstSound = useMemo(() => measureFirstSound(latencies), [latencies]);
  return useMemo(() => ({ ...counts, ...firstSound }), [counts, firstSound]);
}

/** Counts are pulled, so that the audio thread never makes React work; a snapshot stays until a number in it changes. */
function useCounts(session: RealtimeSession, refreshMs: number): SpeakerStats {
  const latest = useRef(NOTHING);
  const read = useCallback(() => {
    const counts = session.getPlaybackStats() ?? latest.current;
    if (!isSame(counts, latest.current)) latest.current = counts;
    return latest.current;
  }, [session]);
  const subscribe = useCallback(
    (onChange: () => void) => watchPlayback(session, refreshMs, onChange),
    [session, refreshMs],
  );
  return useSyncExternalStore(subscribe, read, () => NOTHING);
}

/** Calls back at a pace while the agent is heard, and once more when that ends. */
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
