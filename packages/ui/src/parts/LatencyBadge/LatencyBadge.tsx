'use client';

import { useLatency } from '@repartee/hooks';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { latencyBadgeLabels } from './latencyBadgeLabels.ts';

/** The state of a `LatencyBadge`. */
export interface LatencyBadgeState {
  /** `quick` is up to 800 ms, `slow` is from 1,500 ms, `fair` is between them; `none` before the first answer. */
  readonly pace: 'none' | 'quick' | 'fair' | 'slow';
}

/** The props of `LatencyBadge`. */
export type LatencyBadgeProps = Omit<PartProps<'span', LatencyBadgeState>, 'children'>;

const QUICK_MS = 800;
const SLOW_MS = 1_500;

/**
 * Shows how long the last answer took, from when the user stopped speaking to the first sound.
 *
 * Attributes: `data-pace` (`none`, `quick`, `fair`, `slow`).
 *
 * @example
 * <LatencyBadge />
 */
export function LatencyBadge(props: LatencyBadgeProps) {
  const { last } = useLatency();
  const labels = usePartLabels(latencyBadgeLabels);
  const ms = last?.voiceToVoiceMs ?? null;
  return usePart('span', props, {
    name: 'repartee-latency',
    state: { pace: paceOf(ms) },
    props: { title: labels.latencyTitle },
    children:
      ms === null ? (
        labels.noLatency
      ) : (
        <>
          {/* Only pointers reach a tooltip, so screen readers get its text here. */}
          <span className="repartee-hidden">{labels.latencyTitle}: </span>
          {labels.latency(ms)}
        </>
      ),
  });
}

function paceOf(ms: number | null): LatencyBadgeState['pace'] {
  if (ms === null) return 'none';
  if (ms <= QUICK_MS) return 'quick';
  return ms < SLOW_MS ? 'fair' : 'slow';
}
