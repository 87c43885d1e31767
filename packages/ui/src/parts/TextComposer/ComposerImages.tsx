'use client';

import { useRef } from 'react';
import type { ImageInput } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { cameraShape, imageShape } from '../../internal/iconShapes.ts';
import { useSlots } from '../../internal/useSlots.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { AttachmentTray } from '../AttachmentTray/AttachmentTray.tsx';
import { attachmentTrayLabels } from '../AttachmentTray/attachmentTrayLabels.ts';

export interface ComposerImagesProps {
  readonly images: ImageInput;
  readonly disabled: boolean;
}

/** The images of the next message above the text, and the buttons that pick more, or open the camera of a phone. */
export function ComposerImages({ images, disabled }: ComposerImagesProps) {
  const slot = useSlots();
  const { attachments: labels } = usePartLabels(attachmentTrayLabels);
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  return (
    <>
      <AttachmentTray images={images.images} onRemove={images.remove} />
      <button
        type="button"
        className={slot('repartee-button repartee-composer-add')}
        aria-label={labels.add}
        title={labels.add}
        disabled={disabled}
        onClick={() => picker.current?.click()}
      >
        <Icon shape={imageShape} />
      </button>
      <input ref={picker} {...images.inputProps} hidden aria-label={labels.add} />
      <button
        type="button"
        className={slot('repartee-button repartee-composer-add repartee-composer-photo')}
        aria-label={labels.photo}
        title={labels.photo}
        disabled={disabled}
        onClick={() => camera.current?.click()}
      >
        <Icon shape={cameraShape} />
      </button>
      <input ref={camera} {...images.photoProps} hidden aria-label={labels.photo} />
      {images.isDraggedOver && (
        <span className={slot('repartee-composer-drop')} aria-hidden="true">
          {labels.drop}
        </span>
      )}
    </>
  );
}
