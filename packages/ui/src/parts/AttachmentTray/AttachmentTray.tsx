'use client';

import { useEffect, useRef, useState } from 'react';
import type { RealtimeErrorCode } from '@repartee/core';
import type { ChosenImage } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { alertShape, crossShape } from '../../internal/iconShapes.ts';
import { moveFocus } from '../../internal/useFocusHandoff.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { useSlots } from '../../internal/useSlots.ts';
import { englishImageErrors } from '../../labels/englishImageErrors.ts';
import type { AttachmentsLabels, ErrorLabels } from '../../labels/Labels.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { attachmentTrayLabels } from './attachmentTrayLabels.ts';

/** The state of an `AttachmentTray`. */
export interface AttachmentTrayState {
  readonly isEmpty: boolean;
  /** Whether an image cannot be sent. */
  readonly isFailed: boolean;
}

/** The props of `AttachmentTray`. */
export type AttachmentTrayProps = Omit<PartProps<'div', AttachmentTrayState>, 'children'> & {
  /** The images, from `useImageInput()`. */
  readonly images: readonly ChosenImage[];
  /** Called with the `id` of an image that the user removes. */
  readonly onRemove: (id: string) => void;
};

/**
 * The images of the next message: each with its picture, or the reason why it cannot be sent, and a button that removes it. Changes are
 * announced. A `TextComposer` with `images` has it.
 *
 * Attributes: `data-empty`, `data-failed`.
 *
 * @example
 * const { images, remove } = useImageInput();
 * return <AttachmentTray images={images} onRemove={remove} />;
 */
export function AttachmentTray({ images, onRemove, ...props }: AttachmentTrayProps) {
  const all = usePartLabels(attachmentTrayLabels);
  const { attachments: labels } = all;
  const news = useNews(images, all);
  return usePart('div', props, {
    name: 'repartee-attachments',
    state: { isEmpty: images.length === 0, isFailed: images.some(({ state }) => state === 'failed') },
    children: (slot) => (
      <>
        {images.length > 0 && (
          <ul className={slot('repartee-attachments-list')} aria-label={labels.name}>
            {images.map((image, at) => (
              <Tile key={image.id} image={image} name={nameOf(image, at, labels)} onRemove={onRemove} />
            ))}
          </ul>
        )}
        <span className="repartee-hidden" role="status">
          {news}
        </span>
      </>
    ),
  });
}

interface TileProps {
  readonly image: ChosenImage;
  readonly name: string;
  readonly onRemove: (id: string) => void;
}

function Tile({ image: { id, state, image, error }, name, onRemove }: TileProps) {
  const slot = useSlots();
  const all = usePartLabels(attachmentTrayLabels);
  const { attachments: labels } = all;
  const tile = useRef<HTMLLIElement>(null);
  const reason = error && reasonOf(error.code, all);
  return (
    <li
      ref={tile}
      className={slot('repartee-attachment')}
      data-state={state}
      aria-busy={state === 'preparing' || state === 'sending'}
    >
      {image && !reason && <img className={slot('repartee-attachment-image')} src={image.url} alt={name} />}
      {reason && (
        <span className={slot('repartee-attachment-reason')}>
          <Icon shape={alertShape} />
          <span className={slot('repartee-attachment-words')}>
            <strong className={slot('repartee-attachment-title')}>{reason.title}</strong> {reason.advice}
          </span>
        </span>
      )}
      {(state === 'preparing' || state === 'sending') && (
        <span className="repartee-hidden">{labels[state](name)}</span>
      )}
      <button
        type="button"
        className={slot('repartee-focus repartee-attachment-remove')}
        aria-label={labels.remove(name)}
        title={labels.remove(name)}
        onClick={() => {
          if (tile.current?.contains(document.activeElement)) moveFocus(tile.current);
          onRemove(id);
        }}
      >
        <Icon shape={crossShape} />
      </button>
    </li>
  );
}

const nameOf = ({ name }: ChosenImage, at: number, labels: AttachmentsLabels) =>
  name || labels.unnamed(at + 1);

type TrayLabels = typeof attachmentTrayLabels;

/** The fault of an image and its remedy, in plain words. */
function reasonOf(code: RealtimeErrorCode, { attachments, errors }: TrayLabels): ErrorLabels {
  if (code === 'unsupported-capability') return attachments.tooMany;
  const words = Object.hasOwn(englishImageErrors, code) ? errors[code] : attachments.notSent;
  return { ...attachments.notSent, ...words };
}

/** The announcement of the last change for screen readers. */
function useNews(images: readonly ChosenImage[], all: TrayLabels): string {
  const { attachments: labels } = all;
  const [news, setNews] = useState('');
  const before = useRef(images);
  useEffect(() => {
    const last = before.current;
    before.current = images;
    const settled = images.flatMap((image, at) => {
      const name = nameOf(image, at, labels);
      const was = last.find(({ id }) => id === image.id)?.state;
      if (was === image.state || image.state === 'preparing') return [];
      if (image.error) return [`${name}: ${reasonOf(image.error.code, all).title}`];
      return [image.state === 'sending' ? labels.sending(name) : labels.ready(name)];
    });
    const gone = last.flatMap((image, at) =>
      images.some(({ id }) => id === image.id) ? [] : [labels.removed(nameOf(image, at, labels))],
    );
    // All of them leave with their message: that is no news of the tray.
    const words = images.length === 0 && gone.length !== 1 ? settled : [...settled, ...gone];
    if (words.length > 0) setNews(words.join('. '));
  }, [images, all, labels]);
  return news;
}
