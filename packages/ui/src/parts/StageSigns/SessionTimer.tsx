'use client';

import { useElapsed } from '@repartee/hooks';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { sessionTimerLabels } from './sessionTimerLabels.ts';

/** The state of a `SessionTimer`. */
export interface SessionTimerState {
  /** Whole minutes since the conversation began. */
  readonly minutes: number;
}

/** The props of `SessionTimer`. */
export type SessionTimerProps = Omit<PartProps<'span', SessionTimerState>, 'children'>;

/**
 * Shows how long the conversation has been going on. It renders nothing before and after it.
 *
 * Attributes: `data-minutes`.
 *
 * @example
 * <SessionTimer />
 */
export function SessionTimer(props: SessionTimerProps) {
  const elapsedMs = useElapsed();
  return elapsedMs === null ? null : <Elapsed {...props} elapsedMs={elapsedMs} />;
}

function Elapsed({ elapsedMs, ...props }: SessionTimerProps & { readonly elapsedMs: number }) {
  const labels = usePartLabels(sessionTimerLabels);
  return usePart('span', props, {
    name: 'repartee-timer',
    state: { minutes: Math.floor(elapsedMs / 60_000) },
    // A timer is read on demand, and not announced each second.
    props: { role: 'timer', title: labels.elapsedTitle },
    children: (
      <>
        {/* Only pointers reach a tooltip, so screen readers get its text here. */}
        <span className="repartee-hidden">{labels.elapsedTitle}: </span>
        {labels.elapsed(elapsedMs)}
      </>
    ),
  });
}
