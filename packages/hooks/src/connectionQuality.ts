import type { ConnectionStats } from '@repartee/core';

/** The quality with which a connection carries speech. */
export type ConnectionQuality = 'good' | 'fair' | 'poor';

/** From the best to the worst. */
const ORDER = ['good', 'fair', 'poor'] as const satisfies readonly ConnectionQuality[];

/** Round trips from which on people notice a delay, and from which on they interrupt each other, in ms (ITU-T G.114). */
const NOTICED_MS = 150;
const DISTURBING_MS = 400;

/** Variation of the packets' arrival that a jitter buffer hides easily, and hardly, in milliseconds. */
const SMALL_JITTER_MS = 30;
const LARGE_JITTER_MS = 80;

/** Shares of lost packets that Opus conceals without a trace, and that make words hard to understand. */
const SMALL_LOSS = 0.01;
const LARGE_LOSS = 0.05;

/** The number of measurements in a row, one a second, that must be worse, or better, before the quality changes. */
const WORSE_AFTER = 2;
const BETTER_AFTER = 5;

/** The quality as it is shown, with the measurements that may change it. */
export interface QualityTrack {
  /** `null` before the first measurement. */
  readonly quality: ConnectionQuality | null;
  /** The measurement since the last change that is nearest to `quality`, on the same side of it. */
  readonly next: ConnectionQuality | null;
  /** The number of measurements in a row on that side. */
  readonly count: number;
}

/** The track of a connection that has not been measured. */
export const UNMEASURED: QualityTrack = { quality: null, next: null, count: 0 };

const rank = (quality: ConnectionQuality) => ORDER.indexOf(quality);

/** Adds a measurement. Single measurements change nothing: a quality that flickers says nothing. */
export function trackQuality(track: QualityTrack, measured: ConnectionQuality): QualityTrack {
  const { quality } = track;
  if (quality === null) return { quality: measured, next: null, count: 0 };
  if (measured === quality) return { quality, next: null, count: 0 };
  const isWorse = rank(measured) > rank(quality);
  const isSameSide = track.next !== null && rank(track.next) > rank(quality) === isWorse;
  const nearest = isWorse ? Math.min : Math.max;
  const next = isSameSide && track.next ? ORDER[nearest(rank(track.next), rank(measured))] : measured;
  const count = isSameSide ? track.count + 1 : 1;
  if (count < (isWorse ? WORSE_AFTER : BETTER_AFTER)) return { quality, next: next ?? measured, count };
  return { quality: next ?? measured, next: null, count: 0 };
}

/**
 * Judges the measurements of a call. Loss is that since the previous measurement, because the ratio of a whole call hides
 * what happens now. It returns `null` where the browser knows nothing yet.
 */
export function judgeStats(now: ConnectionStats, before: ConnectionStats | null): ConnectionQuality | null {
  const { roundTripMs, jitterMs } = now;
  const loss = recentLoss(now, before);
  if (roundTripMs === null && jitterMs === null && loss === null) return null;
  const isAny = (delay: number, jitter: number, lost: number) =>
    (roundTripMs ?? 0) > delay || (jitterMs ?? 0) > jitter || (loss ?? 0) > lost;
  if (isAny(DISTURBING_MS, LARGE_JITTER_MS, LARGE_LOSS)) return 'poor';
  return isAny(NOTICED_MS, SMALL_JITTER_MS, SMALL_LOSS) ? 'fair' : 'good';
}

function recentLoss(now: ConnectionStats, before: ConnectionStats | null): number | null {
  if (now.lostPackets === null || now.receivedPackets === null) return now.lossRatio;
  const lost = now.lostPackets - (before?.lostPackets ?? 0);
  const all = lost + now.receivedPackets - (before?.receivedPackets ?? 0);
  return all > 0 ? Math.max(0, lost / all) : null;
}
