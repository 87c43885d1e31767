import type { InternalState } from '../session/internal-state.ts';

/** The possible difference of the page's clock and the vendor's, in milliseconds. */
const CLOCK_ERROR_MS = 30_000;

/** Whether the vendor has announced that the connection ends about now. */
export function isEndDue({ public: { expiresAtMs }, vendor }: InternalState): boolean {
  return vendor.announcedEnd !== null || (expiresAtMs !== null && Date.now() >= expiresAtMs - CLOCK_ERROR_MS);
}
