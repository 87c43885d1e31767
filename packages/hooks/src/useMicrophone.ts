'use client';

import { useMemo } from 'react';

import type { LevelSource, MicrophoneOptions, MuteOwner, SessionState } from '@repartee/core';

import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** The return value of `useMicrophone`. */
export interface MicrophoneControls {
  /** The state of the device. `connect` opens it; rendering never does. */
  readonly state: SessionState['microphone'];
  readonly isMuted: boolean;
  /** The owners of the mute. `setMuted(false)` takes back the user's mute only. */
  readonly mutedBy: readonly MuteOwner[];
  /** Mutes or unmutes. While muted, no audio leaves the device; an open turn stays open. */
  readonly setMuted: (isMuted: boolean) => void;
  readonly toggleMuted: () => void;
  /** Switches to another device, or `false` for none, without a new connection. It rejects when the device cannot be opened. */
  readonly select: (options: MicrophoneOptions | false) => Promise<void>;
  /** The user's loudness, for `useAudioLevel`. */
  readonly source: LevelSource;
}

/**
 * Follows the microphone, mutes it and selects its device. Loudness is not state: draw it with `useAudioLevel(source, …)`.
 *
 * @example
 * const { isMuted, toggleMuted } = useMicrophone();
 * return <button aria-pressed={isMuted} onClick={toggleMuted}>Mute</button>;
 */
export function useMicrophone(): MicrophoneControls {
  const session = useSession();
  const state = useSessionState((current) => current.microphone);
  const isMuted = useSessionState((current) => current.isMuted);
  const mutedBy = useSessionState((current) => current.mutedBy);
  const controls = useMemo(
    () => ({
      setMuted: (isNowMuted: boolean) => session.microphone.setMuted(isNowMuted),
      select: (options: MicrophoneOptions | false) => session.microphone.select(options),
      toggleMuted: () => session.microphone.setMuted(!session.store.getState().isMuted),
    }),
    [session],
  );
  return { state, isMuted, mutedBy, ...controls, source: session.microphone };
}
