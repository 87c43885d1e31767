'use client';

import { useRef } from 'react';
import type { MouseEvent, SyntheticEvent } from 'react';
import { Icon } from '../../internal/Icon.tsx';
import { crossShape } from '../../internal/iconShapes.ts';
import { useModal } from '../../internal/useModal.ts';
import { useSlots } from '../../internal/useSlots.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { transcriptLabels } from './transcriptLabels.ts';

interface LightboxProps {
  readonly url: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** An image in its full size, over the page. Escape, the button and a click beside it close it. */
export function Lightbox({ url, name, onClose }: LightboxProps) {
  const slot = useSlots();
  const labels = usePartLabels(transcriptLabels);
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog, true);
  const closing = {
    onCancel: (event: SyntheticEvent) => {
      event.preventDefault();
      onClose();
    },
    // The dialog has no padding: only a click beside the image has the dialog itself as its target.
    onClick: ({ target }: MouseEvent) => {
      if (target === dialog.current) onClose();
    },
  };
  return (
    <dialog ref={dialog} className={slot('repartee-lightbox')} aria-label={name} {...closing}>
      <img className={slot('repartee-lightbox-image')} src={url} alt={name} />
      <button
        type="button"
        className={slot('repartee-button repartee-lightbox-close')}
        aria-label={labels.closeImage}
        title={labels.closeImage}
        onClick={onClose}
      >
        <Icon shape={crossShape} />
      </button>
    </dialog>
  );
}
