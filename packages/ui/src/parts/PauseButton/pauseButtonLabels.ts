import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `PauseButton`. */
export const pauseButtonLabels = {
  pause: 'Pause',
  resume: 'Resume',
} satisfies Partial<Labels>;
