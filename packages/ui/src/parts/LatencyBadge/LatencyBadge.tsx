'use client';

import { useLatency } from '@repartee/hooks';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `LatencyBadge` shows. */
export interface LatencyBadgeState {
  /** `quick` feels like talk (up to 800 ms), `slow` does not (from 1,500 ms); `none` before the first answer. */
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
  return (
    <span
      title={labels.latencyTitle}
      {...props}
      {...resolvePart('repartee-latency', { pace: paceOf(ms) }, { className, style })}
    >
      {ms === null ? (
        labels.noLatency
      ) : (
        <>
          {/* A title is for pointers only: the number needs its meaning in words. */}
          <span className="repartee-hidden">{labels.latencyTitle}: </span>
          {labels.latency(ms)}
        </>
      )}
    </span>
  );
}

function paceOf(ms: number | null): LatencyBadgeState['pace'] {
  if (ms === null) return 'none';
  if (ms <= QUICK_MS) return 'quick';
  return ms < SLOW_MS ? 'fair' : 'slow';
}
