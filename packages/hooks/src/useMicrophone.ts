'use client';

import { useMemo } from 'react';

import type { LevelSource, MicrophoneOptions, SessionState } from '@repartee/core';

import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** What `useMicrophone` returns. */
export interface MicrophoneControls {
  /** Where the device stands. It is opened by `connect`, never by rendering. */
  readonly state: SessionState['microphone'];
  readonly isMuted: boolean;
  /** Muted means that no audio leaves the device; it does not end the user's turn. */
  readonly setMuted: (isMuted: boolean) => void;
  readonly toggleMuted: () => void;
  /** Takes another device, or `false` for none, without another connection. Rejects where it cannot be had. */
  readonly choose: (options: MicrophoneOptions | false) => Promise<void>;
  /** How loud the user is, for `useAudioLevel`. */
  readonly source: LevelSource;
}

/**
 * Follows the microphone and mutes it. Loudness is not state: draw it with `useAudioLevel(source, …)`.
 *
 * @example
 * const { isMuted, toggleMuted } = useMicrophone();
 * return <button aria-pressed={isMuted} onClick={toggleMuted}>Mute</button>;
 */
export function useMicrophone(): MicrophoneControls {
  const session = useSession();
  const state = useSessionState((current) => current.microphone);
  const isMuted = useSessionState((current) => current.isMuted);
  const controls = useMemo(
    () => ({
      setMuted: (isNowMuted: boolean) => session.setMuted(isNowMuted),
      choose: (options: MicrophoneOptions | false) => session.setMicrophone(options),
      toggleMuted: () => session.setMuted(!session.store.getState().isMuted),
    }),
    [session],
  );
  return { state, isMuted, ...controls, source: session.microphone };
}
