'use client';

import { use, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { LabelsOverride } from './Labels.ts';
import { LabelsContext } from './LabelsContext.ts';
import { mergeLabels } from './mergeLabels.ts';

/** The props of `LabelsProvider`. */
export interface LabelsProviderProps {
  /** The words to change; all others stay as they are above. */
  readonly labels: LabelsOverride;
  readonly children?: ReactNode;
}

/**
 * Gives the parts below other words: a translation, or a tone of your own. Providers may be nested.
 *
 * @example
 * <LabelsProvider labels={{ connect: 'Sprechen', status: { live: 'Verbunden' } }}>…</LabelsProvider>
 */
export function LabelsProvider({ labels, children }: LabelsProviderProps) {
  const above = use(LabelsContext);
  const merged = useMemo(() => mergeLabels(above, labels), [above, labels]);
  return <LabelsContext value={merged}>{children}</LabelsContext>;
}
