import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `LatencyBadge`. */
export const latencyBadgeLabels = {
  latency: (ms) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`),
  latencyTitle: 'From when you stopped speaking to the first sound of the answer',
  noLatency: 'No answer yet',
} satisfies Pick<Labels, 'latency' | 'latencyTitle' | 'noLatency'>;
