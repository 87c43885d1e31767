'use client';

import { use, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { LabelsOverride } from './Labels.ts';
import { LabelsContext } from './LabelsContext.ts';
import { mergeLabels } from './overlayLabels.ts';

/** The props of `LabelsProvider`. */
export interface LabelsProviderProps {
  /** The labels to change. All others stay as they are above this provider. */
  readonly labels: LabelsOverride;
  /** The parts that use the labels. */
  readonly children?: ReactNode;
}

/**
 * Changes the labels of the parts below: a translation, or another tone. Providers may be nested. Some labels are functions,
 * which a Server Component cannot pass: render the provider in a Client Component then.
 *
 * @example
 * <LabelsProvider labels={{ connect: 'Sprechen', status: { live: 'Verbunden' } }}>…</LabelsProvider>
 */
export function LabelsProvider({ labels, children }: LabelsProviderProps) {
  const above = use(LabelsContext);
  const merged = useMemo(() => (above ? mergeLabels(above, labels) : labels), [above, labels]);
  return <LabelsContext value={merged}>{children}</LabelsContext>;
}
