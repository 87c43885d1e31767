'use client';

import type { EndReason, SessionPhase, SessionStatus } from '@repartee/core';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `SessionStatus` shows. */
export interface SessionStatusState {
  readonly status: SessionStatus;
  readonly phase: SessionPhase;
  readonly endReason: EndReason | null;
}

/** The props of `SessionStatusView`: a span's, and what it is to show. */
export type SessionStatusViewProps = Omit<PartProps<'span', SessionStatusState>, 'children'> &
  Pick<SessionStatusState, 'status'> &
  Partial<SessionStatusState>;

/**
 * The words of `SessionStatus` without a session.
 *
 * @example
 * <SessionStatusView status="live" phase="thinking" />
 */
export function SessionStatusView({
  status,
  phase = 'idle',
  endReason = null,
  className,
  style,
  ...props
}: SessionStatusViewProps) {
  const labels = useLabels();
  const words = status === 'closed' && endReason ? labels.endReason[endReason] : labels.status[status];
  return (
    <span {...props} {...resolvePart('repartee-status', { status, phase, endReason }, { className, style })}>
      <span className="repartee-status-mark" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span aria-hidden="true">{status === 'live' ? labels.phase[phase] : words}</span>
      <span className="repartee-hidden" role="status">
        {words}
      </span>
    </span>
  );
}
