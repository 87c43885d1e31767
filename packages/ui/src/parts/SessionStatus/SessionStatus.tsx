'use client';

import { useSessionState } from '@repartee/hooks';
import type { SessionPhase, SessionStatus as Status } from '@repartee/core';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `SessionStatus` shows. */
export interface SessionStatusState {
  readonly status: Status;
  readonly phase: SessionPhase;
}

/** The props of `SessionStatus`. */
export type SessionStatusProps = PartProps<'span', SessionStatusState>;

/**
 * Says where the connection stands and, while it is live, where the talk stands. Changes of the connection are announced
 * to screen readers; the talk's own changes are not, because they are heard.
 *
 * @example
 * <SessionStatus />
 */
export function SessionStatus({ className, style, ...props }: SessionStatusProps) {
  const status = useSessionState((session) => session.status);
  const phase = useSessionState((session) => session.phase);
  const labels = useLabels();
  const isLive = status === 'live';
  return (
    <span {...props} {...resolvePart('repartee-status', { status, phase }, { className, style })}>
      <span className="repartee-status-dot" aria-hidden="true" />
      <span aria-hidden="true">{isLive ? labels.phase[phase] : labels.status[status]}</span>
      <span className="repartee-hidden" role="status">
        {labels.status[status]}
      </span>
    </span>
  );
}
