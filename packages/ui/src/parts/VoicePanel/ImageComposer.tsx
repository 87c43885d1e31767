'use client';

import { useImageInput } from '@repartee/hooks';
import { TextComposer } from '../TextComposer/TextComposer.tsx';

/** A field to write in that takes images. */
export function ImageComposer() {
  return <TextComposer images={useImageInput()} />;
}
