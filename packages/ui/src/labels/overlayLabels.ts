import type { LabelsOverride } from './Labels.ts';

const overlays = new WeakMap<LabelsOverride, WeakMap<LabelsOverride, LabelsOverride>>();

/**
 * Replaces those labels of `own` that `overrides` has, group by group. Labels that `own` does not have are left out. The
 * result for the same two objects is the same object, so that thousands of rows share it.
 */
export function overlayLabels<Own extends LabelsOverride>(own: Own, overrides: LabelsOverride): Own {
  const byOwn = overlays.get(overrides) ?? new WeakMap<LabelsOverride, LabelsOverride>();
  overlays.set(overrides, byOwn);
  const labels = byOwn.get(own) ?? mergeLabels(own, pick(overrides, Object.keys(own)));
  byOwn.set(own, labels);
  return labels as Own;
}

/** Puts one set of overrides over another, group by group. */
export function mergeLabels(below: LabelsOverride, above: LabelsOverride): LabelsOverride {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, label] of Object.entries(above) as [keyof Labels, unknown][]) {
    // A label that is given as undefined counts as not given.
    if (label === undefined) continue;
    merged[key] = typeof label === 'object' ? { ...(below[key] as object), ...label } : label;
  }
  return merged;
}

type Labels = Required<LabelsOverride>;

function pick(labels: LabelsOverride, keys: readonly string[]): LabelsOverride {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => keys.includes(key)));
}
