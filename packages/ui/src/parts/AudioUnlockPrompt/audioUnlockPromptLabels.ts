import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `AudioUnlockPrompt`. */
export const audioUnlockPromptLabels = {
  playbackBlocked: 'Your browser needs a click before it plays sound.',
  enableSound: 'Turn sound on',
} satisfies Partial<Labels>;
