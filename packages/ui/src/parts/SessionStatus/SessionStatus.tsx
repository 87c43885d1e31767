'use client';

import { useSessionState } from '@repartee/hooks';
import { SessionStatusView } from './SessionStatusView.tsx';
import type { SessionStatusState, SessionStatusViewProps } from './SessionStatusView.tsx';

/** The props of `SessionStatus`. */
export type SessionStatusProps = Omit<SessionStatusViewProps, keyof SessionStatusState>;

/**
 * Says where the connection stands and, while it is live, where the talk stands. Changes of the connection are announced
 * to screen readers; the talk's own changes are not, because they are heard.
 *
 * @example
 * <SessionStatus />
 */
export function SessionStatus(props: SessionStatusProps) {
  const status = useSessionState((state) => state.status);
  const phase = useSessionState((state) => state.phase);
  const endReason = useSessionState((state) => state.endReason);
  return <SessionStatusView {...props} status={status} phase={phase} endReason={endReason} />;
}
