'use client';

import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { SessionState } from '@repartee/core';
import { useSessionState } from '@repartee/hooks';
import type { UseAudioDevicesOptions } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { chevronShape } from '../../internal/controlShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { deviceMenuName } from './deviceMenuName.ts';
import { LazyDeviceLists } from './LazyDeviceLists.ts';

/** The state of a `DeviceMenu`. */
export interface DeviceMenuState {
  readonly isOpen: boolean;
  readonly microphone: SessionState['microphone'];
}

/** The props of `DeviceMenu`. */
export type DeviceMenuProps = PartProps<'div', DeviceMenuState> & {
  /** Further options for the microphone, such as `{ noiseSuppression: false }`. */
  readonly microphone?: UseAudioDevicesOptions['microphone'];
  /** Called when the session uses the device; `null` is the system default. */
  readonly onDeviceChange?: (kind: 'microphone' | 'speaker', deviceId: string | null) => void;
  /** The content below the devices. */
  readonly children?: ReactNode;
};

/**
 * A button that opens a menu with the microphones and the speakers, before the conversation or during it. While the microphone is
 * open, a meter beside it shows that it hears the user. The browser closes the menu by Escape or a click elsewhere, and returns
 * the focus.
 *
 * Attributes: `data-open`, `data-microphone` (`off`, `opening`, `on`, `lost`, `interrupted`).
 *
 * @example
 * <DeviceMenu />
 */
export function DeviceMenu({ microphone, onDeviceChange, children, ...props }: DeviceMenuProps) {
  const { deviceMenu: name } = usePartLabels(deviceMenuName);
  const id = useId();
  const state = useSessionState((current) => current.microphone);
  const [isOpen, setOpen] = useState(false);
  return usePart('div', props, {
    name: 'repartee-devices',
    state: { isOpen, microphone: state },
    children: (slot) => (
      <>
        <button
          type="button"
          className={slot('repartee-button repartee-devices-button')}
          popoverTarget={id}
          aria-haspopup="dialog"
          onPointerEnter={() => void LazyDeviceLists.load()}
          onFocus={() => void LazyDeviceLists.load()}
        >
          <Icon shape={chevronShape} />
          <span className="repartee-hidden">{name}</span>
        </button>
        <div
          id={id}
          popover="auto"
          role="dialog"
          aria-label={name}
          className={slot('repartee-devices-menu')}
          onToggle={({ newState }) => setOpen(newState === 'open')}
        >
          {isOpen && (
            <>
              <LazyDeviceLists microphone={microphone} onDeviceChange={onDeviceChange} />
              {children}
            </>
          )}
        </div>
      </>
    ),
  });
}
