import type { SessionState } from '@repartee/core';
import { activityOf } from '../../parts/SessionStatus/activityOf.ts';
import type { PresenceState } from './PresenceState.ts';

/** The part of a session's state that a presence shows. */
type Shown = Pick<SessionState, 'status' | 'bargeIn'> & Parameters<typeof activityOf>[0];

/**
 * Derives what a presence shows from the state of a session. It shows `listening` only if the agent can hear the user, and
 * follows the agent to the end of its last sentence while the session is closing.
 */
export function presenceOf(state: Shown): PresenceState {
  const { status, phase, bargeIn } = state;
  switch (status) {
    case 'idle':
    case 'paused':
      return 'idle';
    case 'connecting':
    case 'reconnecting':
      return status;
    case 'closed':
    case 'failed':
      return 'ended';
    case 'closing':
      return phase === 'speaking' ? 'speaking' : 'ended';
    case 'live':
      return phase === 'speaking' && bargeIn?.isDucked ? 'ducked' : ofActivity(state);
  }
}

function ofActivity(state: Shown): PresenceState {
  const activity = activityOf(state);
  switch (activity) {
    case 'ready':
    case 'paused':
      return 'idle';
    case 'queued':
    case 'microphone-opening':
      return 'connecting';
    case 'microphone-interrupted':
    case 'microphone-lost':
      return 'muted';
    case 'idle':
    case 'listening':
    case 'user-speaking':
    case 'thinking':
    case 'speaking':
    case 'muted':
      return activity;
  }
}
