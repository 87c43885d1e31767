'use client';

import { useSessionState } from '@repartee/hooks';
import type { ReactNode, RefObject } from 'react';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { MicToggle } from '../MicToggle/MicToggle.tsx';
import { activityOf } from '../SessionStatus/activityOf.ts';
import { voiceWidgetLabels } from './voiceWidgetLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

interface WidgetLauncherProps {
  readonly ref: RefObject<HTMLButtonElement | null>;
  readonly name: string | undefined;
  readonly presence: ReactNode;
  readonly popupId: string;
  readonly isOpen: boolean;
  readonly unread: number;
  /** Called when a click is near. */
  readonly onNear: () => void;
  readonly onClick: () => void;
}

/** The button that opens a widget. While the conversation goes on behind it, it says what happens, with a button that mutes. */
export function WidgetLauncher({
  ref,
  name,
  presence,
  popupId,
  isOpen,
  unread,
  onNear,
  onClick,
}: WidgetLauncherProps) {
  const slot = useSlots();
  const labels = usePartLabels(voiceWidgetLabels);
  const status = useSessionState((state) => state.status);
  const activity = useSessionState(activityOf);
  const inputMode = useSessionState((state) => state.inputMode);
  const connection = labels.status[status];
  const isOver = status === 'idle' || status === 'closed';
  const talk = name === undefined ? labels.widget.talk : labels.widget.converseWith(name);
  return (
    <div className={slot('repartee-widget-dock')}>
      {status === 'live' && inputMode === 'hands-free' && !isOpen && <MicToggle />}
      <button
        type="button"
        ref={ref}
        className={slot('repartee-focus repartee-widget-launcher')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={popupId}
        onPointerEnter={onNear}
        onFocus={onNear}
        onClick={onClick}
      >
        <span className={slot('repartee-widget-presence')} aria-hidden="true">
          {presence}
        </span>
        <span className={slot('repartee-widget-words')}>
          <span className={slot('repartee-widget-talk')}>{talk}</span>
          {!isOver && (
            <span className={slot('repartee-widget-activity')}>
              {status === 'live' ? labels.activity[activity] : connection}
            </span>
          )}
        </span>
        {unread > 0 && (
          <span className={slot('repartee-widget-unread')} aria-hidden="true">
            {unread}
          </span>
        )}
      </button>
      {/* Beside the button: what is inside a button is not announced. */}
      <span className="repartee-hidden" role="status">
        {!isOpen && (unread > 0 ? labels.widget.unread(unread) : isOver ? '' : connection)}
      </span>
    </div>
  );
}
