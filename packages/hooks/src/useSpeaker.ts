'use client';

import { useMemo } from 'react';

import type { LevelSource, SpeakerOptions } from '@repartee/core';

import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** The return value of `useSpeaker`. */
export interface SpeakerControls {
  /** 0 (silent) to 1 (as received). */
  readonly volume: number;
  /** Sets the volume. @throws RealtimeError `invalid-config` for anything but a number from 0 to 1. */
  readonly setVolume: (volume: number) => void;
  /** Whether agent audio is being played, not merely generated. */
  readonly isSpeaking: boolean;
  /** Whether the browser blocks playback until a user gesture. */
  readonly isPlaybackBlocked: boolean;
  /**
   * Starts blocked playback. Call it inside a user gesture, such as in `onClick`. It never rejects: `isPlaybackBlocked` shows
   * whether it worked.
   */
  readonly resume: () => Promise<void>;
  /** Plays on another device, or on the system default for `{}`. It rejects when the device cannot be used. */
  readonly select: (options: SpeakerOptions) => Promise<void>;
  /** The agent's loudness as played, for `useAudioLevel`. */
  readonly source: LevelSource;
}

/**
 * Follows the agent's playback, sets its volume and selects its device. Loudness is not state: draw it with
 * `useAudioLevel(source, …)`.
 *
 * @example
 * const { isPlaybackBlocked, resume } = useSpeaker();
 * return isPlaybackBlocked ? <button onClick={resume}>Turn on sound</button> : null;
 */
export function useSpeaker(): SpeakerControls {
  const session = useSession();
  const volume = useSessionState((state) => state.volume);
  const isSpeaking = useSessionState((state) => state.phase === 'speaking');
  const isPlaybackBlocked = useSessionState((state) => state.isPlaybackBlocked);
  const controls = useMemo(
    () => ({
      setVolume: (next: number) => session.speaker.setVolume(next),
      select: (options: SpeakerOptions) => session.speaker.select(options),
      resume: async () => {
        try {
          await session.speaker.resume();
        } catch {
          // The browser still refuses and `isPlaybackBlocked` stays true: the user can press again.
        }
      },
    }),
    [session],
  );
  return { volume, isSpeaking, isPlaybackBlocked, ...controls, source: session.speaker };
}
