import type { ResponseOutcome, SessionPhase, SessionStatus, ToolEntry } from '@repartee/core';
import type { Tone } from './Timeline.ts';

/** The phases as people call them. */
export const PHASES: Readonly<Record<SessionPhase, { readonly name: string; readonly tone: Tone }>> = {
  idle: { name: 'Idle', tone: 'calm' },
  listening: { name: 'Listening', tone: 'calm' },
  'user-speaking': { name: 'User speaks', tone: 'user' },
  thinking: { name: 'Thinking', tone: 'wait' },
  speaking: { name: 'Agent speaks', tone: 'agent' },
};

/** The states of the connection as people call them. */
export const STATUSES: Readonly<Record<SessionStatus, string>> = {
  idle: 'Idle',
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  paused: 'Paused',
  closing: 'Closing',
  closed: 'Closed',
  failed: 'Failed',
};

/** The states in which a tool call stays. */
export const TOOL_ENDS: ReadonlySet<ToolEntry['state']> = new Set<ToolEntry['state']>([
  'succeeded',
  'failed',
  'declined',
  'cancelled',
]);

export const connectionTone = (status: SessionStatus): Tone =>
  status === 'live' ? 'good' : status === 'failed' ? 'danger' : status === 'reconnecting' ? 'danger' : 'wait';

export const responseTone = (outcome: ResponseOutcome): Tone =>
  outcome === 'completed' ? 'agent' : outcome === 'cancelled' ? 'wait' : 'danger';

export const toolTone = (state: ToolEntry['state']): Tone =>
  state === 'succeeded' ? 'good' : state === 'failed' || state === 'cancelled' ? 'danger' : 'wait';
