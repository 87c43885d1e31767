'use client';

import { useEffect, useMemo, useRef, useState } from 'react';

import { openMicrophoneTest } from '@repartee/core';
import type { LevelSource, MicrophoneProcessing, RealtimeError } from '@repartee/core';

import { audioDeviceList } from './audioDeviceList.ts';
import { createVoiceCheck } from './createVoiceCheck.ts';
import type { Hearing } from './createVoiceCheck.ts';
import { onAnimationFrame } from './onAnimationFrame.ts';
import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** The options of `useMicrophoneTest`. */
export interface UseMicrophoneTestOptions {
  /** The browser's processing of the sound, as in the conversation. */
  readonly microphone?: MicrophoneProcessing;
}

/** The return value of `useMicrophoneTest`. */
export interface MicrophoneTestControls {
  /** `on` also while the conversation has the microphone. */
  readonly state: 'off' | 'opening' | 'on' | 'failed';
  /** The error with which the microphone could not be opened; `null` if it could. */
  readonly error: RealtimeError | null;
  /** The verdict since the start: `waiting` for a voice, `heard` one, or `silent`: no sound at all for four seconds. */
  readonly hearing: Hearing;
  /** The user's loudness, for `useAudioLevel`; `null` while nothing is open. */
  readonly source: LevelSource | null;
  /** Opens the microphone. The browser may ask the user: call it inside a user gesture. */
  readonly start: () => void;
  /** Closes the microphone. It is closed too when the component unmounts and when the session opens its own. */
  readonly stop: () => void;
}

/** The end of an opening. */
interface Opened {
  /** The opening that has ended. */
  readonly key: string;
  readonly source: LevelSource | null;
  readonly error: RealtimeError | null;
}

/**
 * Tests the selected microphone before the conversation: its level, and whether a voice was heard. The sound stays in the page. A
 * change of the device opens the other one. While the session has a microphone open, that one is measured.
 *
 * @example
 * const { state, hearing, source, start } = useMicrophoneTest();
 * useAudioLevel(source, ({ level }) => draw(level), { bandCount: 0 });
 * return state === 'off' ? <button onClick={start}>Test the microphone</button> : <p>{hearing}</p>;
 */
export function useMicrophoneTest({ microphone }: UseMicrophoneTestOptions = {}): MicrophoneTestControls {
  const session = useSession();
  const own = useSessionState((state) => state.microphone);
  const deviceId = useSessionState((state) => state.microphoneId);
  const latest = useLatest(microphone);
  const starts = useRef(0);
  /** The number of the start; 0 while the microphone is not wanted. */
  const [start, setStart] = useState(0);
  const [opened, setOpened] = useState<Opened | null>(null);
  // The session needs the microphone for itself. It is not opened again afterwards: no one has asked for that.
  useEffect(
    () =>
      session.store.subscribe((state) => {
        if (state.microphone !== 'off') setStart(0);
      }),
    [session],
  );
  const key = start > 0 && own === 'off' ? `${start} ${deviceId ?? ''}` : null;
  useEffect(() => {
    if (key === null) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const set = (source: LevelSource | null, error: RealtimeError | null) => {
      if (!signal.aborted) setOpened({ key, source, error });
    };
    // It rejects with a `RealtimeError`.
    const fail = (error: unknown) => set(null, error as RealtimeError);
    const device = deviceId === null ? {} : { deviceId };
    openMicrophoneTest({ ...latest.current, ...device, signal, onLost: fail }).then((source) => {
      set(source, null);
      // From now on, the browser names the devices.
      void audioDeviceList.refresh();
    }, fail);
    return () => controller.abort();
  }, [key, deviceId, latest]);
  const controls = useMemo(
    () => ({
      start: () => {
        starts.current += 1;
        setStart(starts.current);
      },
      stop: () => setStart(0),
    }),
    [],
  );
  const test = describeTest(own === 'on' ? session.microphone : null, key, opened);
  return { ...test, hearing: useHearing(test.source), ...controls };
}

function describeTest(
  shared: LevelSource | null,
  key: string | null,
  opened: Opened | null,
): Pick<MicrophoneTestControls, 'state' | 'source' | 'error'> {
  if (shared) return { state: 'on', source: shared, error: null };
  if (key === null) return { state: 'off', source: null, error: null };
  if (opened?.key !== key) return { state: 'opening', source: null, error: null };
  const { source, error } = opened;
  return { state: source ? 'on' : 'failed', source, error };
}

/** Judges a source until a voice has been heard; each source anew. */
function useHearing(source: LevelSource | null): Hearing {
  const [judged, setJudged] = useState<{ readonly source: LevelSource | null; readonly hearing: Hearing }>({
    source: null,
    hearing: 'waiting',
  });
  const hearing = judged.source === source ? judged.hearing : 'waiting';
  const isDone = hearing === 'heard';
  useEffect(() => {
    if (!source || isDone) return undefined;
    const check = createVoiceCheck();
    let last: Hearing = 'waiting';
    return onAnimationFrame((atMs) => {
      const next = check(source.level(), atMs);
      if (next !== last) setJudged({ source, hearing: next });
      last = next;
    });
  }, [source, isDone]);
  return hearing;
}
