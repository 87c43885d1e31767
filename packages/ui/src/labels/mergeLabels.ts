import type { Labels, LabelsOverride } from './Labels.ts';

/** Lays some words over others, group by group. */
export function mergeLabels(below: Labels, above: LabelsOverride): Labels {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, words] of Object.entries(above) as [keyof Labels, unknown][]) {
    // A word that is given as undefined is one that was not given.
    if (words === undefined) continue;
    merged[key] =
      typeof words === 'object' ? { ...(below[key] as object), ...(words as object) } : (words as unknown);
  }
  return merged as unknown as Labels;
}
