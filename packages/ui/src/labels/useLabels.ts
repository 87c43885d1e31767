'use client';

import { use } from 'react';
import type { Labels } from './Labels.ts';
import { LabelsContext } from './LabelsContext.ts';

/** The words to use here. */
export function useLabels(): Labels {
  return use(LabelsContext);
}
