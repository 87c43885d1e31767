import type { SessionStatus } from './session-state.ts';

/** Triggers of the status. */
export type StatusTrigger =
  | 'connect'
  /** The vendor has acknowledged the configuration. */
  | 'configured'
  | 'failed'
  /** The transport broke and there will be another attempt. */
  | 'lost'
  | 'remote-ended'
  | 'budget-spent'
  | 'close'
  /** The app leaves the connection for a while. */
  | 'pause'
  | 'resume'
  /** Everything has been released. */
  | 'released';

type Row = Readonly<Partial<Record<StatusTrigger, SessionStatus>>>;

/** All allowed moves. A trigger without an entry in the current row is ignored. */
export const STATUS_TABLE: Readonly<Record<SessionStatus, Row>> = {
  idle: { connect: 'connecting', close: 'closing' },
  connecting: { configured: 'live', failed: 'failed', pause: 'paused', close: 'closing' },
  live: {
    lost: 'reconnecting',
    failed: 'failed',
    'remote-ended': 'closed',
    'budget-spent': 'closed',
    pause: 'paused',
    close: 'closing',
  },
  reconnecting: {
    configured: 'live',
    lost: 'reconnecting',
    failed: 'failed',
    'remote-ended': 'closed',
    'budget-spent': 'closed',
    pause: 'paused',
    close: 'closing',
  },
  paused: { resume: 'reconnecting', close: 'closing' },
  closing: { released: 'closed' },
  closed: { connect: 'connecting' },
  failed: { connect: 'connecting', close: 'closing' },
};

/** Looks the next status up; `null` when the trigger means nothing now. */
export function nextStatus(from: SessionStatus, trigger: StatusTrigger): SessionStatus | null {
  return STATUS_TABLE[from][trigger] ?? null;
}
