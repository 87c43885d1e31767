'use client';

import type { EndReason, SessionPhase, SessionStatus } from '@repartee/core';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import type { SessionActivity } from '../../labels/Labels.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { sessionStatusLabels } from './sessionStatusLabels.ts';

/** The state of a `SessionStatus`. */
export interface SessionStatusState {
  readonly status: SessionStatus;
  readonly phase: SessionPhase;
  /** The state of a live session: the phase, or the reason why the agent does not hear the user. */
  readonly activity: SessionActivity;
  readonly endReason: EndReason | null;
}

/** The props of `SessionStatusView`. */
export type SessionStatusViewProps = Omit<PartProps<'span', SessionStatusState>, 'children'> & {
  /** The status of the session. */
  readonly status: SessionStatus;
  /** @default 'idle' */
  readonly phase?: SessionPhase;
  /** @default the phase */
  readonly activity?: SessionActivity;
  /** @default null */
  readonly endReason?: EndReason | null;
};

/**
 * The contents of `SessionStatus` for a state of your own.
 *
 * Attributes: `data-status`, `data-phase`, `data-activity`, `data-end-reason`.
 *
 * @example
 * <SessionStatusView status="live" phase="thinking" />
 */
export function SessionStatusView({
  status,
  phase = 'idle',
  activity = phase,
  endReason = null,
  ...props
}: SessionStatusViewProps) {
  const labels = usePartLabels(sessionStatusLabels);
  const connection = status === 'closed' && endReason ? labels.endReason[endReason] : labels.status[status];
  return usePart('span', props, {
    name: 'repartee-status',
    state: { status, phase, activity, endReason },
    children: (slot) => (
      <>
        <span className={slot('repartee-status-mark')} aria-hidden="true">
          <i className={slot('repartee-status-bar')} />
          <i className={slot('repartee-status-bar')} />
          <i className={slot('repartee-status-bar')} />
        </span>
        <span className={slot('repartee-status-text')} aria-hidden="true">
          {status === 'live' ? labels.activity[activity] : connection}
        </span>
        <span className="repartee-hidden" role="status">
          {connection}
        </span>
      </>
    ),
  });
}
