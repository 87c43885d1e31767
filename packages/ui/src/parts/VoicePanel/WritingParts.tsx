'use client';

import { TextComposer } from '../TextComposer/TextComposer.tsx';
import { TranscriptRoot } from '../Transcript/TranscriptRoot.tsx';
import { LazyImageComposer } from './LazyImageComposer.ts';

export interface WritingPartsProps {
  readonly takesImages: boolean | undefined;
}

/** The conversation in writing, with a field to write in. */
export function WritingParts({ takesImages }: WritingPartsProps) {
  return (
    <>
      <TranscriptRoot markdown />
      {takesImages ? <LazyImageComposer fallback={<TextComposer />} /> : <TextComposer />}
    </>
  );
}
