'use client';

import { use } from 'react';
import type { LabelsOverride } from './Labels.ts';
import { LabelsContext } from './LabelsContext.ts';
import { overlayLabels } from './overlayLabels.ts';

/**
 * Returns the labels of one part, with those replaced that a `LabelsProvider` changes. Each part passes its own English
 * labels, so that an app ships the labels of the parts that it uses and no others.
 *
 * @param own a constant: the result is kept per object
 */
export function usePartLabels<Own extends LabelsOverride>(own: Own): Own {
  const overrides = use(LabelsContext);
  return overrides === null ? own : overlayLabels(own, overrides);
}
