import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `VoiceOrb` and `Visualizer`. */
export const presenceLabels = {
  presence: {
    idle: 'The agent is at rest',
    connecting: 'Connecting to the agent',
    listening: 'The agent is listening',
    'user-speaking': 'You are speaking',
    thinking: 'The agent is thinking',
    speaking: 'The agent is speaking',
    ducked: 'The agent has lowered its voice',
    muted: 'The agent cannot hear you',
    reconnecting: 'Reconnecting to the agent',
    ended: 'The conversation has ended',
  },
} satisfies Partial<Labels>;
