'use client';

import type { ReactNode, Ref } from 'react';
import { Icon } from '../../internal/Icon.tsx';
import { minimizeShape } from '../../internal/controlShapes.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { voiceWidgetLabels } from './voiceWidgetLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

interface WidgetPopupProps {
  readonly ref: Ref<HTMLDialogElement>;
  readonly id: string;
  readonly title: string;
  /** Whether it covers small windows. */
  readonly coversSmall: boolean;
  /** Called when the user closes it. */
  readonly onClose: () => void;
  /** The contents; nothing before it was opened for the first time. */
  readonly children: ReactNode;
}

/** The popup of the launcher: a heading, a button that closes it, and the contents. */
export function WidgetPopup({ ref, id, title, coversSmall, onClose, children }: WidgetPopupProps) {
  const slot = useSlots();
  const { widget } = usePartLabels(voiceWidgetLabels);
  return (
    <dialog
      ref={ref}
      id={id}
      className={slot('repartee-widget-popup')}
      data-full-screen={coversSmall ? 'phones' : 'never'}
      aria-label={title}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClose={({ target, currentTarget }) => {
        if (target === currentTarget && !currentTarget.open) onClose();
      }}
    >
      {children !== false && (
        <>
          <div className={slot('repartee-widget-header')}>
            <span className={slot('repartee-widget-name')}>{title}</span>
            <button
              type="button"
              className={slot('repartee-focus repartee-widget-minimize')}
              onClick={onClose}
            >
              <Icon shape={minimizeShape} />
              <span className="repartee-hidden">{widget.minimize}</span>
            </button>
          </div>
          {children}
        </>
      )}
    </dialog>
  );
}
