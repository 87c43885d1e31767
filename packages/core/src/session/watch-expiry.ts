import type { Step } from './step.ts';

/** The time before the vendor's end at which another connection is prepared, in milliseconds. */
const MARGIN_MS = 60_000;

/** The margin of a connection that lives shorter than usual, as a share of its life. */
const MARGIN_SHARE = 0.25;

/** The connection is live: a timer begins for its end, where the vendor has announced one from the start. */
export function watchExpiry(step: Step): void {
  const { expiresAtMs } = step.public;
  if (expiresAtMs === null) return step.do({ type: 'clear-timer', timer: 'renewal-due' });
  const lifeMs = Math.max(0, expiresAtMs - step.moment.wallMs);
  const marginMs = Math.min(MARGIN_MS, lifeMs * MARGIN_SHARE);
  step.do({ type: 'set-timer', timer: 'renewal-due', afterMs: lifeMs - marginMs });
}
