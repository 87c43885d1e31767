import type { Labels } from '../../labels/Labels.ts';
import { budgetNumbers } from '../../labels/budgetNumbers.ts';

const { duration } = budgetNumbers('en-US');

/** The English labels of `SessionTimer`, `QualityIndicator` and `InterruptionIndicator`. */
export const stageSignsLabels = {
  elapsed: (ms) => duration(ms / 1_000),
  elapsedTitle: 'Duration',
  quality: { good: 'Good connection', fair: 'Fair connection', poor: 'Poor connection' },
  interruption: {
    ducked: 'Lowered while you speak',
    paused: 'Paused while you speak',
    yielded: 'You interrupted',
    resumed: 'Going on',
  },
} satisfies Partial<Labels>;
