'use client';

import { useSessionState } from '@repartee/hooks';
import { activityOf } from './activityOf.ts';
import { SessionStatusView } from './SessionStatusView.tsx';
import type { SessionStatusState, SessionStatusViewProps } from './SessionStatusView.tsx';

/** The props of `SessionStatus`. */
export type SessionStatusProps = Omit<SessionStatusViewProps, keyof SessionStatusState>;

/**
 * Shows the status of the connection and, while it is live, what happens: who speaks, or why the agent does not hear the
 * user. Screen readers announce changes of the connection only.
 *
 * Attributes: `data-status`, `data-phase`, `data-activity` (the phase, or `ready`, `paused`, `muted`, `microphone-opening`,
 * `microphone-interrupted`, `microphone-lost` while the agent does not hear the user), `data-end-reason`.
 *
 * @example
 * <SessionStatus />
 */
export function SessionStatus(props: SessionStatusProps) {
  const status = useSessionState((state) => state.status);
  const phase = useSessionState((state) => state.phase);
  const endReason = useSessionState((state) => state.endReason);
  const activity = useSessionState(activityOf);
  return (
    <SessionStatusView {...props} status={status} phase={phase} activity={activity} endReason={endReason} />
  );
}
