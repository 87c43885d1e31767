/** Waits for a limiter, which rejects with the time to wait where the limit is reached. Returns that time in milliseconds, or 0. */
export async function waitOf(consumed: Promise<unknown>): Promise<number> {
  try {
    await consumed;
    return 0;
  } catch (refusal) {
    const waitMs = (refusal as { readonly msBeforeNext?: unknown } | null)?.msBeforeNext;
    if (refusal instanceof Error || typeof waitMs !== 'number') throw refusal;
    return Math.max(1, waitMs);
  }
}
