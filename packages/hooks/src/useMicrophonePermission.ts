'use client';

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';

import { createMicrophonePermission, isRealtimeError } from '@repartee/core';
import type { MicrophonePermission, RealtimeError } from '@repartee/core';

import { audioDeviceList } from './audioDeviceList.ts';

/** The return value of `useMicrophonePermission`. */
export interface MicrophonePermissionControls {
  /** `prompt`: the browser will ask the user, as far as it tells. `unknown`: it has not answered yet. */
  readonly state: MicrophonePermission;
  /** Whether the browser asks the user now. */
  readonly isRequesting: boolean;
  /** The error of the last request; `null` if it did not fail, and once the permission has been given. */
  readonly error: RealtimeError | null;
  /**
   * Has the browser ask the user, where it has to. Call it inside a user gesture. It never rejects: it resolves with whether
   * the page may use the microphone, and `error` says why not. While a request runs, it returns that one.
   */
  readonly request: () => Promise<boolean>;
}

/** All components share one watch. */
const permission = createMicrophonePermission();

const AT_REST = { isRequesting: false, error: null } as const;

/**
 * Follows whether the page may use a microphone, and asks for it ahead of the conversation. Rendering asks the user nothing. It
 * needs no session.
 *
 * @example
 * const { state, request } = useMicrophonePermission();
 * return state === 'granted' ? null : <button onClick={request}>Allow the microphone</button>;
 */
export function useMicrophonePermission(): MicrophonePermissionControls {
  const { store } = permission;
  const state = useSyncExternalStore(store.subscribe, store.getState, store.getInitialState);
  const [asked, setAsked] = useState<Pick<MicrophonePermissionControls, 'isRequesting' | 'error'>>(AT_REST);
  const running = useRef<Promise<boolean> | null>(null);
  useEffect(
    () =>
      store.subscribe((next) => {
        if (next === 'granted') setAsked((current) => ({ ...current, error: null }));
      }),
    [store],
  );
  const controls = useMemo(() => {
    const ask = async () => {
      setAsked({ isRequesting: true, error: null });
      try {
        await permission.request();
        setAsked(AT_REST);
        // From now on, the browser names the devices.
        void audioDeviceList.refresh();
        return true;
      } catch (error) {
        if (!isRealtimeError(error)) throw error;
        setAsked({ isRequesting: false, error });
        return false;
      } finally {
        running.current = null;
      }
    };
    return { request: () => (running.current ??= ask()) };
  }, []);
  return { state, ...asked, ...controls };
}
