'use client';

import { useRef, useState } from 'react';
import { createLazyPart } from '../../internal/createLazyPart.tsx';
import { useSlots } from '../../internal/useSlots.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { transcriptLabels } from './transcriptLabels.ts';

/** Loaded when an image is opened. */
const LazyLightbox = /* @__PURE__ */ createLazyPart(async () => (await import('./Lightbox.tsx')).Lightbox);

interface RowImageProps {
  readonly url: string;
  readonly position: number;
  readonly count: number;
}

/** An image of a message. A click opens it in full size, in a dialog over the page. */
export function RowImage({ url, position, count }: RowImageProps) {
  const slot = useSlots();
  const labels = usePartLabels(transcriptLabels);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = count === 1 ? labels.image : labels.imageOf(position, count);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={slot('repartee-focus repartee-row-zoom')}
        aria-label={labels.openImage(name)}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <img className={slot('repartee-row-image')} src={url} alt="" />
      </button>
      {isOpen && <LazyLightbox url={url} name={name} onClose={close} />}
    </>
  );
}
