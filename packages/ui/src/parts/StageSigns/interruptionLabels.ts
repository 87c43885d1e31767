import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `InterruptionIndicator`. */
export const interruptionLabels = {
  interruption: {
    ducked: 'Lowered while you speak',
    paused: 'Paused while you speak',
    yielded: 'You interrupted',
    resumed: 'Continuing',
  },
} satisfies Partial<Labels>;
