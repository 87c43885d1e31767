'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { canSelectSpeaker } from '@repartee/core';
import type { AudioDevice, MicrophoneOptions } from '@repartee/core';

import { audioDeviceList } from './audioDeviceList.ts';
import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** The options of `useAudioDevices`. */
export interface UseAudioDevicesOptions {
  /** Other options of the microphone, such as `noiseSuppression`, that a selected device keeps. */
  readonly microphone?: Omit<MicrophoneOptions, 'deviceId' | 'track'>;
}

/** The return value of `useAudioDevices`. */
export interface AudioDeviceControls {
  /** Empty until the page has the microphone permission: browsers name no device before. */
  readonly microphones: readonly AudioDevice[];
  /** Empty until the browser names devices, and where it plays on the system default only. */
  readonly speakers: readonly AudioDevice[];
  /** The selected microphone; `null` is the system default. */
  readonly microphoneId: string | null;
  /** The selected speaker; `null` is the system default. */
  readonly speakerId: string | null;
  /** Whether this browser can play on another device than the system default. */
  readonly canSelectSpeaker: boolean;
  /** Switches to a microphone, or to the system default for `null`. It rejects when the device cannot be opened. */
  readonly selectMicrophone: (deviceId: string | null) => Promise<void>;
  /** Switches to a speaker, or to the system default for `null`. It rejects when the device cannot be used. */
  readonly selectSpeaker: (deviceId: string | null) => Promise<void>;
}

const neverChanges = () => () => {};

/**
 * Lists the microphones and speakers, follows their changes, and selects them, also during a conversation. When a selected
 * device is unplugged, the system default takes over and the session emits an `error` event. Listing asks for no permission.
 *
 * @example
 * const { speakers, speakerId, selectSpeaker } = useAudioDevices();
 * return speakers.map(({ id, label }) => (
 *   <button key={id} aria-pressed={id === speakerId} onClick={() => selectSpeaker(id)}>{label}</button>
 * ));
 */
export function useAudioDevices({ microphone }: UseAudioDevicesOptions = {}): AudioDeviceControls {
  const session = useSession();
  const state = useSessionState((current) => current.microphone);
  const microphoneId = useSessionState((current) => current.microphoneId);
  const speakerId = useSessionState((current) => current.speakerId);
  const { store } = audioDeviceList;
  const devices = useSyncExternalStore(store.subscribe, store.getState, store.getInitialState);
  const canChoose = useSyncExternalStore(neverChanges, canSelectSpeaker, () => false);
  const latest = useLatest(microphone);
  // Once a microphone is open, the browser names the devices.
  useEffect(() => {
    if (state === 'on') void audioDeviceList.refresh();
  }, [state]);
  const choices = useMemo(
    () => ({
      selectMicrophone: (deviceId: string | null) =>
        session.microphone.select({ ...latest.current, ...(deviceId !== null && { deviceId }) }),
      selectSpeaker: (deviceId: string | null) =>
        session.speaker.select(deviceId === null ? {} : { deviceId }),
    }),
    [session, latest],
  );
  return {
    microphones: devices.microphones,
    speakers: canChoose ? devices.speakers : NO_DEVICES,
    microphoneId,
    speakerId,
    canSelectSpeaker: canChoose,
    ...choices,
  };
}

const NO_DEVICES: readonly AudioDevice[] = [];
