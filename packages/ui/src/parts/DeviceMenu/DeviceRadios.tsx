'use client';

import { useId } from 'react';
import type { AudioDevice, LevelSource, RealtimeErrorCode } from '@repartee/core';
import { Choice } from '../../internal/Choice.tsx';
import { LevelMeter } from '../../internal/LevelMeter.tsx';
import { uniqueKeys } from '../../internal/uniqueKeys.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { deviceMenuLabels } from './deviceMenuLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

interface DeviceRadiosProps {
  readonly kind: 'microphone' | 'speaker';
  readonly devices: readonly AudioDevice[];
  /** The selected device; `null` is the system default. */
  readonly deviceId: string | null;
  /** Whether the browser lets the page choose. */
  readonly canChoose: boolean;
  readonly error: RealtimeErrorCode | null;
  /** The loudness of the selected device. Without it there is no meter. */
  readonly source?: LevelSource | null;
  readonly onDeviceChange: (deviceId: string | null) => void;
}

/** The devices of one kind as radio buttons, with a meter beside the selected one. */
export function DeviceRadios(props: DeviceRadiosProps) {
  const slot = useSlots();
  const { kind, devices, deviceId, canChoose, error, source, onDeviceChange } = props;
  const labels = usePartLabels(deviceMenuLabels);
  const id = useId();
  const { name, unnamed } = labels.devices[kind];
  const keys = uniqueKeys(devices.map((device) => device.id));
  const isListed = deviceId === null || devices.some((device) => device.id === deviceId);
  const rows = [
    { key: 'default', value: null, text: labels.systemDevice },
    // A device that was disconnected stays selected until the session changes it.
    ...(isListed ? [] : [{ key: 'missing', value: deviceId, text: labels.missingDevice }]),
    ...devices.map((device, index) => ({
      key: keys[index],
      value: device.id,
      text: device.label || unnamed(index + 1),
    })),
  ];
  // Two devices may have the same id. Only one radio button of a group can be checked.
  const chosen = rows.findIndex(({ value }) => value === deviceId);
  return (
    <fieldset className={slot('repartee-choices')} aria-describedby={`${id}hint`}>
      <legend className={slot('repartee-choices-name')}>{name}</legend>
      {rows.map(({ key, value, text }, index) => (
        <Choice
          key={key}
          group={`${id}device`}
          value={value ?? ''}
          checked={index === chosen}
          disabled={!canChoose}
          onChoose={() => onDeviceChange(value)}
          end={source && index === chosen && <LevelMeter source={source} />}
        >
          {text}
        </Choice>
      ))}
      <p role="alert" id={`${id}hint`} className={slot('repartee-devices-error')}>
        {error && (labels.errors[error]?.title ?? labels.deviceFailed)}
      </p>
      {devices.length === 0 && (
        <p className={slot('repartee-devices-hint')}>
          {canChoose ? labels.devicesUnknown : labels.speakerOfSystem}
        </p>
      )}
    </fieldset>
  );
}
