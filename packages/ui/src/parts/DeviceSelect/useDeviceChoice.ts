'use client';

import { useRef, useState } from 'react';
import type { AudioDevice, RealtimeError, RealtimeErrorCode } from '@repartee/core';
import { useAudioDevices } from '@repartee/hooks';
import type { UseAudioDevicesOptions } from '@repartee/hooks';

interface DeviceChoiceOptions {
  /** Further options for the microphone. */
  readonly microphone?: UseAudioDevicesOptions['microphone'] | undefined;
  /** Called when the session uses the device; `null` is the system default. */
  readonly onDeviceChange?: ((deviceId: string | null) => void) | undefined;
}

/** The devices of one kind, the selected one, and why the last choice failed. */
export interface DeviceChoice {
  readonly devices: readonly AudioDevice[];
  /** `null` is the system default. */
  readonly deviceId: string | null;
  /** Whether the browser lets the page choose. */
  readonly canChoose: boolean;
  readonly error: RealtimeErrorCode | null;
  readonly choose: (deviceId: string | null) => void;
}

/** Selects a device of the session, and keeps the error of the last choice. */
export function useDeviceChoice(
  kind: 'microphone' | 'speaker',
  { microphone, onDeviceChange }: DeviceChoiceOptions,
): DeviceChoice {
  const devices = useAudioDevices(microphone && { microphone });
  const [error, setError] = useState<RealtimeErrorCode | null>(null);
  const choices = useRef(0);
  const isMicrophone = kind === 'microphone';
  const choose = async (deviceId: string | null) => {
    choices.current += 1;
    const choice = choices.current;
    setError(null);
    try {
      await (isMicrophone ? devices.selectMicrophone(deviceId) : devices.selectSpeaker(deviceId));
      onDeviceChange?.(deviceId);
    } catch (cause) {
      // A session rejects with a `RealtimeError`. `aborted` means that a later choice replaced this one.
      const { code } = cause as RealtimeError;
      if (choice === choices.current && code !== 'aborted') setError(code);
    }
  };
  return {
    devices: isMicrophone ? devices.microphones : devices.speakers,
    deviceId: isMicrophone ? devices.microphoneId : devices.speakerId,
    canChoose: isMicrophone || devices.canSelectSpeaker,
    error,
    choose: (deviceId) => void choose(deviceId),
  };
}
