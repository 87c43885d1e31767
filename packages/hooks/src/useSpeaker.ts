'use client';

import { useMemo } from 'react';

import type { LevelSource, SpeakerOptions } from '@repartee/core';

import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** What `useSpeaker` returns. */
export interface SpeakerControls {
  /** 0 (silent) to 1 (as it came). */
  readonly volume: number;
  /** @throws RealtimeError `invalid-config` for anything but a number from 0 to 1. */
  readonly setVolume: (volume: number) => void;
  /** Whether the agent is being heard at this moment, not merely generated. */
  readonly isSpeaking: boolean;
  /** Whether the browser waits for a gesture of the user before it plays. */
  readonly isPlaybackBlocked: boolean;
  /**
   * Starts playing where the browser waited for a gesture. Call it inside one, such as in `onClick`. It never rejects:
   * `isPlaybackBlocked` says whether it worked.
   */
  readonly resumePlayback: () => Promise<void>;
  /** Plays on another device, or on the system's for `{}`, without another connection. Rejects where it cannot be had. */
  readonly choose: (options: SpeakerOptions) => Promise<void>;
  /** How loud the agent is, as played, for `useAudioLevel`. */
  readonly source: LevelSource;
}

/**
 * Follows and controls how the agent is played. Loudness is not state: draw it with `useAudioLevel(source, …)`.
 *
 * @example
 * const { isPlaybackBlocked, resumePlayback } = useSpeaker();
 * return isPlaybackBlocked ? <button onClick={resumePlayback}>Turn on sound</button> : null;
 */
export function useSpeaker(): SpeakerControls {
  const session = useSession();
  const volume = useSessionState((state) => state.volume);
  const isSpeaking = useSessionState((state) => state.phase === 'speaking');
  const isPlaybackBlocked = useSessionState((state) => state.isPlaybackBlocked);
  const controls = useMemo(
    () => ({
      setVolume: (next: number) => session.setVolume(next),
      choose: (options: SpeakerOptions) => session.setSpeaker(options),
      resumePlayback: async () => {
        try {
          await session.resumePlayback();
        } catch {
          // The browser still refuses, which `isPlaybackBlocked` goes on saying: the user can press again.
        }
      },
    }),
    [session],
  );
  return { volume, isSpeaking, isPlaybackBlocked, ...controls, source: session.speaker };
}
