import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `QualityIndicator`. */
export const qualityLabels = {
  quality: { good: 'Good connection', fair: 'Fair connection', poor: 'Poor connection' },
} satisfies Partial<Labels>;
