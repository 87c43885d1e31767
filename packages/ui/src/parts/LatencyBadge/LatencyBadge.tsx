'use client';

import { useLatency } from '@repartee/hooks';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `LatencyBadge` shows. */
export interface LatencyBadgeState {
  /** `quick` feels like talk (up to 800 ms), `slow` does not (from 1,500 ms). */
  readonly pace: 'none' | 'quick' | 'fair' | 'slow';
}

/** The props of `LatencyBadge`. */
export type LatencyBadgeProps = Omit<PartProps<'span', LatencyBadgeState>, 'children'>;

/** Where the feeling of a pause changes, in milliseconds. */
const QUICK_MS = 800;
const SLOW_MS = 1_500;

/**
 * Shows how long the last answer took, from the end of the user's words to its first sound.
 *
 * @example
 * <LatencyBadge />
 */
export function LatencyBadge({ className, style, ...props }: LatencyBadgeProps) {
  const { last } = useLatency();
  const labels = useLabels();
  const ms = last?.voiceToVoiceMs ?? null;
  const pace = ms === null ? 'none' : ms <= QUICK_MS ? 'quick' : ms < SLOW_MS ? 'fair' : 'slow';
  return (
    <span
      title={labels.latencyTitle}
      {...props}
      {...resolvePart('repartee-latency', { pace }, { className, style })}
    >
      {ms === null ? labels.noLatency : labels.latency(ms)}
    </span>
  );
}
