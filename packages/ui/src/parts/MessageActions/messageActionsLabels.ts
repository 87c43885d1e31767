import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `MessageActions`. */
export const messageActionsLabels = {
  messageActions: { name: 'Message actions', copy: 'Copy', good: 'Good answer', bad: 'Bad answer' },
  copyOutcomes: { done: 'Copied', failed: 'Could not be copied' },
} satisfies Partial<Labels>;
