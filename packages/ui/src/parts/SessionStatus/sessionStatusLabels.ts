import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `SessionStatus`. */
export const sessionStatusLabels = {
  status: {
    idle: 'Not connected',
    connecting: 'Connecting',
    live: 'Connected',
    reconnecting: 'Reconnecting',
    paused: 'Paused',
    closing: 'Ending',
    closed: 'Ended',
    failed: 'Failed',
  },
  activity: {
    idle: 'Connected',
    ready: 'Ready',
    paused: 'Paused',
    queued: 'In the queue',
    listening: 'Listening',
    'user-speaking': 'You are speaking',
    thinking: 'Thinking',
    speaking: 'Speaking',
    muted: 'Muted',
    'microphone-opening': 'Opening the microphone',
    'microphone-interrupted': 'Another app is using the microphone',
    'microphone-lost': 'No microphone',
  },
  endReason: {
    user: 'Ended',
    remote: 'Ended by the service',
    budget: 'Ended: budget used up',
    idle: 'Ended after a silence',
    hidden: 'Ended in the background',
    failed: 'Failed',
  },
} satisfies Partial<Labels>;
