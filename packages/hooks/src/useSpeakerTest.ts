'use client';

import { useEffect, useMemo, useRef, useState } from 'react';

import { playTestTone } from '@repartee/core';
import type { RealtimeError } from '@repartee/core';

import { useSession } from './useSession.ts';

/** The return value of `useSpeakerTest`. */
export interface SpeakerTestControls {
  readonly isPlaying: boolean;
  /** The error with which the last tone could not be played; `null` if it could. */
  readonly error: RealtimeError | null;
  /** Plays the tone on the selected speaker, from its beginning. Call it inside a user gesture. */
  readonly play: () => void;
  readonly stop: () => void;
}

const SILENT = { isPlaying: false, error: null } as const;

/**
 * Plays a test tone of one and a half seconds on the selected speaker, so that the user hears whether it is the right one. It stops
 * when the component unmounts.
 *
 * @example
 * const { isPlaying, play } = useSpeakerTest();
 * return <button onClick={play}>{isPlaying ? 'Playing…' : 'Play a sound'}</button>;
 */
export function useSpeakerTest(): SpeakerTestControls {
  const session = useSession();
  const [test, setTest] = useState<Pick<SpeakerTestControls, 'isPlaying' | 'error'>>(SILENT);
  const playing = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      playing.current?.abort();
      playing.current = null;
    },
    [],
  );
  const controls = useMemo(
    () => ({
      play: () => {
        playing.current?.abort();
        const controller = new AbortController();
        playing.current = controller;
        const set = (error: RealtimeError | null) => {
          if (controller === playing.current) setTest({ isPlaying: false, error });
        };
        const { speakerId } = session.store.getState();
        setTest({ isPlaying: true, error: null });
        playTestTone({ ...(speakerId !== null && { deviceId: speakerId }), signal: controller.signal }).then(
          () => set(null),
          // It rejects with a `RealtimeError`.
          (error: unknown) => set(error as RealtimeError),
        );
      },
      stop: () => {
        playing.current?.abort();
        playing.current = null;
        setTest(SILENT);
      },
    }),
    [session],
  );
  return { ...test, ...controls };
}
