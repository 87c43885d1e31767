/**
 * Picks the value that a share of all values does not exceed (nearest rank, so it is always one that was measured);
 * `null` of none.
 *
 * @param share more than 0, at most 1.
 */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}
