'use client';

import { useEffect, useSyncExternalStore } from 'react';

import type { AudioDevice } from '@repartee/core';

import { audioDeviceList } from './audioDeviceList.ts';
import { useVideo } from './useVideo.ts';
import type { VideoControls } from './useVideo.ts';

/** The return value of `useCamera`. */
export interface CameraControls extends VideoControls {
  /** The cameras to choose from, for `select`. Empty until the user has allowed one: browsers name no camera before. */
  readonly cameras: readonly AudioDevice[];
}

/**
 * Follows the user's camera and shows it to the agent: one image with `look`, a live view with `start`. Rendering opens nothing.
 * `select` switches to another of the `cameras`, or on a phone to the other side, also during a live view. The camera closes with
 * the session.
 *
 * @example
 * const { isSupported, isShown, start, stop } = useCamera();
 * return isSupported && <button aria-pressed={isShown} onClick={() => (isShown ? stop() : start())}>Camera</button>;
 */
export function useCamera(): CameraControls {
  const controls = useVideo('camera');
  const { store } = audioDeviceList;
  const { cameras } = useSyncExternalStore(store.subscribe, store.getState, store.getInitialState);
  const isOn = controls.state === 'on';
  // Once a camera is open, the browser names them.
  useEffect(() => {
    if (isOn) void audioDeviceList.refresh();
  }, [isOn]);
  return { ...controls, cameras };
}
