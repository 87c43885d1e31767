import type { RealtimeErrorCode } from '@repartee/core';
import type { ErrorLabels } from './Labels.ts';

/** The errors of images in English. */
export const englishImageErrors = {
  'image-unreadable': { title: 'This image could not be read', advice: 'Choose another image.' },
  'image-unsupported': {
    title: 'The agent cannot see this kind of image',
    advice: 'Choose a photo or a screenshot, as JPEG or PNG.',
  },
  'image-too-large': { title: 'This image is too large', advice: 'Choose a smaller one.' },
} as const satisfies Partial<Record<RealtimeErrorCode, ErrorLabels>>;
