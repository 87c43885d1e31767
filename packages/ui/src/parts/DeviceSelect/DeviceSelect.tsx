'use client';

import type { UseAudioDevicesOptions } from '@repartee/hooks';
import { DeviceSelectView } from './DeviceSelectView.tsx';
import type { DeviceSelectViewProps } from './DeviceSelectView.tsx';
import { useDeviceChoice } from './useDeviceChoice.ts';

/** The props of `DeviceSelect`. */
export type DeviceSelectProps = Omit<
  DeviceSelectViewProps,
  'kind' | 'devices' | 'deviceId' | 'error' | 'onDeviceChange'
> & {
  /** The kind of device to choose. */
  readonly kind: 'microphone' | 'speaker';
  /** Further options for the microphone, such as `{ noiseSuppression: false }`. */
  readonly microphone?: UseAudioDevicesOptions['microphone'];
  /** Called when the session uses the device; `null` is the system default. */
  readonly onDeviceChange?: (deviceId: string | null) => void;
};

/**
 * Selects the microphone or the speaker, before the conversation or during it. The list is empty until the page may use a
 * microphone, and there are no speakers if the browser plays on the system's device only.
 *
 * Attributes: `data-kind`, `data-disabled`, `data-error` (the code of the error of the last choice).
 *
 * @example
 * <DeviceSelect kind="speaker" />
 */
export function DeviceSelect({ kind, microphone, onDeviceChange, disabled, ...props }: DeviceSelectProps) {
  const choice = useDeviceChoice(kind, { microphone, onDeviceChange });
  return (
    <DeviceSelectView
      {...props}
      kind={kind}
      devices={choice.devices}
      deviceId={choice.deviceId}
      disabled={(disabled ?? false) || !choice.canChoose}
      error={choice.error}
      onDeviceChange={choice.choose}
    />
  );
}
