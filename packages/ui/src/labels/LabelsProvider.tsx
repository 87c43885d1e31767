'use client';

import { use, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Labels } from './Labels.ts';
import { LabelsContext } from './LabelsContext.ts';

/** The props of `LabelsProvider`. */
export interface LabelsProviderProps {
  /** The words to change; all others stay as they are above. */
  readonly labels: Partial<Labels>;
  readonly children?: ReactNode;
}

/**
 * Gives the parts below other words: a translation, or a tone of your own.
 *
 * @example
 * <LabelsProvider labels={{ connect: 'Sprechen', disconnect: 'Beenden' }}>…</LabelsProvider>
 */
export function LabelsProvider({ labels, children }: LabelsProviderProps) {
  const above = use(LabelsContext);
  const merged = useMemo(() => ({ ...above, ...labels }), [above, labels]);
  return <LabelsContext value={merged}>{children}</LabelsContext>;
}
