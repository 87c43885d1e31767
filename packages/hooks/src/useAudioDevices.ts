'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { canChooseSpeaker, createDeviceList } from '@repartee/core';
import type { AudioDevice, MicrophoneOptions } from '@repartee/core';

import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** What `useAudioDevices` can be told. */
export interface AudioDeviceOptions {
  /** What else the microphone is asked for, such as no noise suppression: a choice of device keeps it. */
  readonly microphone?: Omit<MicrophoneOptions, 'deviceId' | 'track'>;
}

/** What `useAudioDevices` returns. */
export interface AudioDeviceControls {
  /** Empty until the page may use a microphone: before, browsers name no device. */
  readonly microphones: readonly AudioDevice[];
  /** Empty where the browser plays on the system's device only, and until it names devices. */
  readonly speakers: readonly AudioDevice[];
  /** The microphone that was chosen; `null` follows the system. */
  readonly microphoneId: string | null;
  /** The speaker that was chosen; `null` follows the system. */
  readonly speakerId: string | null;
  /** Whether this browser can play anywhere but on the system's device. */
  readonly canChooseSpeaker: boolean;
  /** Takes another microphone, or the system's for `null`, also in mid-conversation. Rejects where it cannot be had. */
  readonly chooseMicrophone: (deviceId: string | null) => Promise<void>;
  /** Plays on another speaker, or the system's for `null`, also in mid-conversation. Rejects where it cannot be had. */
  readonly chooseSpeaker: (deviceId: string | null) => Promise<void>;
}

/** The machine has the same devices for everybody who asks. */
const list = createDeviceList();

const neverChanges = () => () => {};

/**
 * Lists the microphones and speakers, follows what is plugged in, and chooses. A chosen device that is pulled out gives way
 * to the system's, and the session's `error` event tells of it. Listing asks for no permission.
 *
 * @example
 * const { speakers, speakerId, chooseSpeaker } = useAudioDevices();
 * return speakers.map(({ id, label }) => (
 *   <button key={id} aria-pressed={id === speakerId} onClick={() => chooseSpeaker(id)}>{label}</button>
 * ));
 */
export function useAudioDevices({ microphone }: AudioDeviceOptions = {}): AudioDeviceControls {
  const session = useSession();
  const state = useSessionState((current) => current.microphone);
  const microphoneId = useSessionState((current) => current.microphoneId);
  const speakerId = useSessionState((current) => current.speakerId);
  const { store } = list;
  const devices = useSyncExternalStore(store.subscribe, store.getState, store.getInitialState);
  const canChoose = useSyncExternalStore(neverChanges, canChooseSpeaker, () => false);
  const latest = useLatest(microphone);
  // A microphone that is open means that the browser names devices now.
  useEffect(() => {
    if (state === 'on') void list.refresh();
  }, [state]);
  const choices = useMemo(
    () => ({
      chooseMicrophone: (deviceId: string | null) =>
        session.setMicrophone({ ...latest.current, ...(deviceId !== null && { deviceId }) }),
      chooseSpeaker: (deviceId: string | null) => session.setSpeaker(deviceId === null ? {} : { deviceId }),
    }),
    [session, latest],
  );
  return {
    microphones: devices.microphones,
    speakers: canChoose ? devices.speakers : NO_DEVICES,
    microphoneId,
    speakerId,
    canChooseSpeaker: canChoose,
    ...choices,
  };
}

const NO_DEVICES: readonly AudioDevice[] = [];
