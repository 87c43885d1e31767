/**
 * Returns the nearest-rank percentile, which is always one of the values; `null` for an empty list.
 *
 * @param share more than 0, at most 1.
 */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}
