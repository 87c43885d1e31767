'use client';

import { useId } from 'react';
import type { ComponentPropsWithRef } from 'react';
import type { AudioDevice, RealtimeErrorCode } from '@repartee/core';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `DeviceSelect` shows. */
export interface DeviceSelectState {
  readonly kind: 'microphone' | 'speaker';
  /** Whether there is nothing to choose from, or nothing can be chosen. */
  readonly isDisabled: boolean;
  /** Why the last choice failed; `null` when it did not. */
  readonly error: RealtimeErrorCode | null;
}

/** The props of `DeviceSelectView`: those of its box, and of the field under `selectProps`. */
export type DeviceSelectViewProps = Omit<PartProps<'div', DeviceSelectState>, 'children'> & {
  readonly kind: DeviceSelectState['kind'];
  readonly devices: readonly AudioDevice[];
  /** The chosen device; `null` is the system's. */
  readonly deviceId: string | null;
  /** @default false */
  readonly isDisabled?: boolean;
  /** @default null */
  readonly error?: DeviceSelectState['error'];
  /** Called with what was chosen; `null` is the system's. */
  readonly onDeviceChange: (deviceId: string | null) => void;
  readonly selectProps?: Omit<ComponentPropsWithRef<'select'>, 'value' | 'defaultValue' | 'disabled'>;
};

/**
 * The field of `DeviceSelect` without a session.
 *
 * @example
 * <DeviceSelectView kind="speaker" devices={speakers} deviceId={id} onDeviceChange={setId} />
 */
export function DeviceSelectView(given: DeviceSelectViewProps) {
  const { kind, devices, deviceId, isDisabled = false, error = null, onDeviceChange, ...rest } = given;
  const { selectProps, className, style, ...props } = rest;
  const labels = useLabels();
  const ownId = useId();
  const id = selectProps?.id ?? ownId;
  const words = labels.devices[kind];
  const state = { kind, isDisabled: isDisabled || devices.length === 0, error };
  // A device that has gone is still the choice until the session says otherwise: the field must not show another.
  const isListed = deviceId === null || devices.some((device) => device.id === deviceId);
  return (
    <div {...props} {...resolvePart('repartee-device', state, { className, style })}>
      <label htmlFor={id}>{words.name}</label>
      <select
        {...selectProps}
        id={id}
        className={`repartee-device-field ${selectProps?.className ?? ''}`.trim()}
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
          <option key={device.id} value={device.id}>
            {device.label || words.unnamed(index + 1)}
          </option>
        ))}
      </select>
      <p role="alert" id={`${id}-error`} className="repartee-device-error">
        {error && labels.errors[error].title}
      </p>
    </div>
  );
}
