'use client';

import { englishLabels } from './englishLabels.ts';
import type { Labels } from './Labels.ts';
import { usePartLabels } from './usePartLabels.ts';

/**
 * Returns all labels, for parts of your own. It ships the labels of every part.
 *
 * @example
 * const { you, agent } = useLabels();
 */
export function useLabels(): Labels {
  return usePartLabels(englishLabels);
}
