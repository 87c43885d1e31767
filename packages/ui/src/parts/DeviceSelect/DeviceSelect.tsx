'use client';

import { useRef, useState } from 'react';
import type { RealtimeError, RealtimeErrorCode } from '@repartee/core';
import { useAudioDevices } from '@repartee/hooks';
import type { AudioDeviceOptions } from '@repartee/hooks';
import { DeviceSelectView } from './DeviceSelectView.tsx';
import type { DeviceSelectViewProps } from './DeviceSelectView.tsx';

/** The props of `DeviceSelect`. */
export type DeviceSelectProps = Omit<
  DeviceSelectViewProps,
  'devices' | 'deviceId' | 'error' | 'onDeviceChange'
> & {
  /** What else a chosen microphone is asked for. */
  readonly microphone?: AudioDeviceOptions['microphone'];
  /** Called when the conversation uses the device; `null` is the system's. */
  readonly onDeviceChange?: (deviceId: string | null) => void;
};

/**
 * Chooses the microphone or the speaker, before the conversation or in the middle of it. There is nothing to choose until
 * the page may use a microphone, and no speaker where the browser plays on the system's device only.
 *
 * @example
 * <DeviceSelect kind="speaker" />
 */
export function DeviceSelect({ kind, microphone, onDeviceChange, isDisabled, ...props }: DeviceSelectProps) {
  const devices = useAudioDevices(microphone && { microphone });
  const [error, setError] = useState<RealtimeErrorCode | null>(null);
  const choices = useRef(0);
  const isMicrophone = kind === 'microphone';
  const choose = async (deviceId: string | null) => {
    choices.current += 1;
    const choice = choices.current;
    setError(null);
    try {
      await (isMicrophone ? devices.chooseMicrophone(deviceId) : devices.chooseSpeaker(deviceId));
      onDeviceChange?.(deviceId);
    } catch (cause) {
      // A later choice may have been made meanwhile, and is what counts. A session rejects with nothing else.
      if (choice === choices.current) setError((cause as RealtimeError).code);
    }
  };
  return (
    <DeviceSelectView
      {...props}
      kind={kind}
      devices={isMicrophone ? devices.microphones : devices.speakers}
      deviceId={isMicrophone ? devices.microphoneId : devices.speakerId}
      isDisabled={(isDisabled ?? false) || !(isMicrophone || devices.canChooseSpeaker)}
      error={error}
      onDeviceChange={(deviceId) => void choose(deviceId)}
    />
  );
}
