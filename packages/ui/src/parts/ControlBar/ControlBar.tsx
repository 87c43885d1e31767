'use client';

import type { ReactNode } from 'react';
import type { InputMode, SessionStatus } from '@repartee/core';
import { useSessionState } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { captionsShape, hangUpShape, writingShape } from '../../internal/controlShapes.ts';
import type { IconShape } from '../../internal/IconShape.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { ConnectButton } from '../ConnectButton/ConnectButton.tsx';
import { DeviceMenu } from '../DeviceMenu/DeviceMenu.tsx';
import { MicToggle } from '../MicToggle/MicToggle.tsx';
import { LazyPushToTalkButton } from '../PushToTalkButton/LazyPushToTalkButton.ts';
import { PushToTalkFallback } from '../PushToTalkButton/PushToTalkFallback.tsx';
import { controlBarLabels } from './controlBarLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The state of a `ControlBar`. */
export interface ControlBarState {
  readonly inputMode: InputMode;
  /** `large` is for thumbs: a call on a phone. */
  readonly size: 'regular' | 'large';
}

/** The props of `ControlBar`. */
export type ControlBarProps = PartProps<'div', ControlBarState> & {
  /** Whether captions are shown. @default false */
  readonly captions?: boolean;
  /** Called by the captions button. Without it there is no such button. */
  readonly onCaptionsChange?: ((isShown: boolean) => void) | undefined;
  /** Whether the conversation is shown in writing. @default false */
  readonly transcript?: boolean;
  /** Called by the button of the conversation in writing. Without it there is no such button. */
  readonly onTranscriptChange?: ((isShown: boolean) => void) | undefined;
  /** Whether there is a button that opens a menu of the devices, beside the microphone. @default true */
  readonly devices?: boolean;
  /** The size of the buttons. @default 'regular' */
  readonly size?: ControlBarState['size'];
  /** Controls of your own, before the button that starts and ends. */
  readonly children?: ReactNode;
};

/**
 * The controls of a conversation in one row: microphone, devices, captions, the conversation in writing, start and end. With
 * `inputMode: 'push-to-talk'` it has the button to hold instead of the one that mutes.
 *
 * Attributes: `data-input-mode` (`hands-free`, `push-to-talk`), `data-size` (`regular`, `large`).
 *
 * @example
 * <ControlBar captions={hasCaptions} onCaptionsChange={setCaptions} />
 */
export function ControlBar({
  captions = false,
  onCaptionsChange,
  transcript = false,
  onTranscriptChange,
  devices = true,
  size = 'regular',
  children,
  ...props
}: ControlBarProps) {
  const labels = usePartLabels(controlBarLabels);
  const inputMode = useSessionState((state) => state.inputMode);
  const hasBegun = useSessionState(({ status }) => BEGUN.has(status));
  return usePart('div', props, {
    name: 'repartee-controls',
    state: { inputMode, size },
    props: { role: 'group', 'aria-label': labels.controls },
    children: (slot) => (
      <>
        {inputMode === 'push-to-talk' ? (
          <>
            <LazyPushToTalkButton fallback={<PushToTalkFallback />} />
            {devices && <DeviceMenu />}
          </>
        ) : (
          <div className={slot('repartee-controls-mic')}>
            <MicToggle />
            {devices && <DeviceMenu />}
          </div>
        )}
        {onCaptionsChange && (
          <Toggle
            shape={captionsShape}
            name={labels.captions}
            pressed={captions}
            onChange={onCaptionsChange}
          />
        )}
        {onTranscriptChange && (
          <Toggle
            shape={writingShape}
            name={labels.transcript}
            pressed={transcript}
            onChange={onTranscriptChange}
          />
        )}
        {children}
        {size === 'large' && hasBegun ? (
          <ConnectButton className={slot('repartee-controls-end')}>
            <Icon shape={hangUpShape} />
            <span className="repartee-hidden">{labels.disconnect}</span>
          </ConnectButton>
        ) : (
          <ConnectButton />
        )}
      </>
    ),
  });
}

/** The conversation has begun and has not ended: the button ends it. */
const BEGUN: ReadonlySet<SessionStatus> = new Set(['live', 'reconnecting', 'paused']);

interface ToggleProps {
  readonly shape: IconShape;
  readonly name: string;
  readonly pressed: boolean;
  readonly onChange: (isPressed: boolean) => void;
}

function Toggle({ shape, name, pressed, onChange }: ToggleProps) {
  const slot = useSlots();
  return (
    <button
      type="button"
      className={slot('repartee-button repartee-controls-toggle')}
      aria-pressed={pressed}
      onClick={() => onChange(!pressed)}
    >
      <Icon shape={shape} />
      <span className="repartee-hidden">{name}</span>
    </button>
  );
}
