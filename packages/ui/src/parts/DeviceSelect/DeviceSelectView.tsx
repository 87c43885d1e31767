'use client';

import { useId } from 'react';
import type { ComponentPropsWithRef } from 'react';
import type { AudioDevice, RealtimeErrorCode } from '@repartee/core';
import { uniqueKeys } from '../../internal/uniqueKeys.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { deviceSelectLabels } from './deviceSelectLabels.ts';

/** The state of a `DeviceSelect`. */
export interface DeviceSelectState {
  readonly kind: 'microphone' | 'speaker' | 'camera';
  /** Whether nothing can be selected. */
  readonly isDisabled: boolean;
  /** The error of the last choice; `null` if it did not fail. */
  readonly error: RealtimeErrorCode | null;
}

/** The props of `DeviceSelectView`. Those of the field are in `selectProps`. */
export type DeviceSelectViewProps = Omit<PartProps<'div', DeviceSelectState>, 'children'> & {
  /** The kind of device to choose. */
  readonly kind: DeviceSelectState['kind'];
  /** The devices to choose from. */
  readonly devices: readonly AudioDevice[];
  /** The selected device; `null` is the system default. */
  readonly deviceId: string | null;
  /** @default false */
  readonly disabled?: boolean;
  /** @default null */
  readonly error?: DeviceSelectState['error'];
  /** Called with the selected device; `null` is the system default. */
  readonly onDeviceChange: (deviceId: string | null) => void;
  /** Props of the `select` element. */
  readonly selectProps?: Omit<ComponentPropsWithRef<'select'>, 'value' | 'defaultValue' | 'disabled'>;
};

/**
 * The field of `DeviceSelect` for a list of your own.
 *
 * Attributes: `data-kind`, `data-disabled`, `data-error`.
 *
 * @example
 * <DeviceSelectView kind="speaker" devices={speakers} deviceId={id} onDeviceChange={setId} />
 */
export function DeviceSelectView(given: DeviceSelectViewProps) {
  const { kind, devices, deviceId, disabled = false, error = null, onDeviceChange, ...rest } = given;
  const { selectProps, ...props } = rest;
  const labels = usePartLabels(deviceSelectLabels);
  const ownId = useId();
  const id = selectProps?.id ?? ownId;
  const { name, unnamed } = labels.devices[kind];
  const state: DeviceSelectState = { kind, isDisabled: disabled || devices.length === 0, error };
  const keys = uniqueKeys(devices.map((device) => device.id));
  // A device that was disconnected stays selected until the session changes it: the field must not show another.
  const isListed = deviceId === null || devices.some((device) => device.id === deviceId);
  return usePart('div', props, {
    name: 'repartee-device',
    state,
    children: (slot) => (
      <>
        <label htmlFor={id} className={slot('repartee-device-label')}>
          {name}
        </label>
        <select
          {...selectProps}
          id={id}
          className={`${slot('repartee-device-field')} ${selectProps?.className ?? ''}`.trim()}
          value={deviceId ?? ''}
          disabled={state.isDisabled}
          aria-describedby={error ? `${id}-error` : selectProps?.['aria-describedby']}
          onChange={(event) => {
            selectProps?.onChange?.(event);
            if (!event.defaultPrevented) onDeviceChange(event.target.value || null);
          }}
        >
          <option value="">{labels.systemDevice}</option>
          {!isListed && <option value={deviceId}>{labels.missingDevice}</option>}
          {devices.map((device, index) => (
            <option key={keys[index]} value={device.id} dir="auto">
              {device.label || unnamed(index + 1)}
            </option>
          ))}
        </select>
        <p role="alert" id={`${id}-error`} className={slot('repartee-device-error')}>
          {error && (labels.errors[error]?.title ?? labels.deviceFailed)}
        </p>
      </>
    ),
  });
}
