import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `TextComposer`. */
export const textComposerLabels = {
  composer: 'Write a message',
  composerHint: 'Write a message…',
  send: 'Send',
} satisfies Partial<Labels>;
