'use client';

import { useId, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import type { UseAudioDevicesOptions } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { crossShape } from '../../internal/iconShapes.ts';
import { useModal } from '../../internal/useModal.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { DeviceSelect } from '../DeviceSelect/DeviceSelect.tsx';
import { VolumeSlider } from '../VolumeSlider/VolumeSlider.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import { settingsSheetLabels } from './settingsSheetLabels.ts';

/** The state of a `SettingsSheet`. */
export interface SettingsSheetState {
  /** Whether it lies over the page, or stands in its flow. */
  readonly placement: 'modal' | 'inline';
}

/** The props of `SettingsSheet`. */
export type SettingsSheetProps = PartProps<'dialog', SettingsSheetState> & {
  /** Whether the sheet is open. */
  readonly open: boolean;
  /** Called with `false` by the button that closes, the Escape key and a click beside the sheet. */
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Whether it lies over the page and keeps the focus; otherwise it stands in the flow of the page. @default true */
  readonly modal?: boolean;
  /** Further options for the microphone, such as `{ noiseSuppression: false }`. */
  readonly microphone?: UseAudioDevicesOptions['microphone'];
  /** Whether the section with the devices and the volume is there. @default true */
  readonly sound?: boolean;
  /** Sections of your own, above the sound: pickers, and what is in a `SettingsSection`. */
  readonly children?: ReactNode;
};

/**
 * The settings of a conversation: devices and volume, and sections of your own. It comes from the inline end of the page, and on a
 * phone from its lower edge. When it closes, the focus returns to where it was.
 *
 * Attributes: `data-placement` (`modal`, `inline`).
 *
 * @example
 * <SettingsSheet open={isOpen} onOpenChange={setOpen}>
 *   <VoicePicker voices={voices} voice={voice} onVoiceChange={setVoice} />
 * </SettingsSheet>
 */
export function SettingsSheet({ open, ...props }: SettingsSheetProps) {
  return open && <Sheet {...props} />;
}

function Sheet(given: Omit<SettingsSheetProps, 'open'>) {
  const { onOpenChange, modal: isModal = true, microphone, sound = true, children, ...props } = given;
  const labels = usePartLabels(settingsSheetLabels);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog, isModal);
  const close = () => onOpenChange(false);
  return usePart('dialog', props, {
    name: 'repartee-settings',
    state: { placement: isModal ? 'modal' : 'inline' },
    ref: dialog,
    props: {
      'aria-labelledby': id,
      open: isModal ? undefined : true,
      onCancel: (event: Event) => {
        // The app decides when the sheet closes, so that its state and the screen agree.
        event.preventDefault();
        close();
      },
      // The dialog has no padding: only a click on its backdrop has the dialog itself as its target.
      onClick: (event: MouseEvent) => {
        if (isModal && event.target === dialog.current) close();
      },
    },
    children: (slot) => (
      <div className={slot('repartee-settings-sheet')}>
        <div className={slot('repartee-settings-bar')}>
          <h2 id={id} className={slot('repartee-settings-title')}>
            {labels.settings}
          </h2>
          <button type="button" className={slot('repartee-button repartee-settings-close')} onClick={close}>
            <Icon shape={crossShape} />
            <span className="repartee-hidden">{labels.closeSettings}</span>
          </button>
        </div>
        <div className={slot('repartee-settings-sections')}>
          {children}
          {sound && (
            <SettingsSection heading={labels.sound}>
              <DeviceSelect kind="microphone" microphone={microphone} />
              <DeviceSelect kind="speaker" />
              <VolumeSlider />
            </SettingsSection>
          )}
        </div>
      </div>
    ),
  });
}
