'use client';

import { useMicrophone } from '@repartee/hooks';
import type { UseAudioDevicesOptions } from '@repartee/hooks';
import { useDeviceChoice } from '../DeviceSelect/useDeviceChoice.ts';
import { DeviceRadios } from './DeviceRadios.tsx';

/** The props of `DeviceLists`. */
export interface DeviceListsProps {
  readonly microphone?: UseAudioDevicesOptions['microphone'] | undefined;
  readonly onDeviceChange?: ((kind: 'microphone' | 'speaker', deviceId: string | null) => void) | undefined;
}

/** The microphones and the speakers of a menu. */
export function DeviceLists({ microphone, onDeviceChange }: DeviceListsProps) {
  return (
    <>
      <Devices kind="microphone" microphone={microphone} onDeviceChange={onDeviceChange} />
      <Devices kind="speaker" onDeviceChange={onDeviceChange} />
    </>
  );
}

type DevicesProps = DeviceListsProps & { readonly kind: 'microphone' | 'speaker' };

function Devices({ kind, microphone, onDeviceChange }: DevicesProps) {
  const { state, isMuted, source } = useMicrophone();
  const choice = useDeviceChoice(kind, {
    microphone,
    onDeviceChange: (deviceId) => onDeviceChange?.(kind, deviceId),
  });
  const isMeasured = kind === 'microphone' && state === 'on' && !isMuted;
  return (
    <DeviceRadios
      {...choice}
      kind={kind}
      source={isMeasured ? source : null}
      onDeviceChange={choice.choose}
    />
  );
}
