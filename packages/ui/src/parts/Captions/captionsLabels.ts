import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `Captions`. */
export const captionsLabels = {
  captions: 'Captions',
  you: 'You',
  agent: 'Agent',
} satisfies Partial<Labels>;
