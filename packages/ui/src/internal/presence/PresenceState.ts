/** The state of a presence: who speaks, or what keeps the two from speaking. */
export type PresenceState =
  | 'idle'
  | 'connecting'
  | 'listening'
  | 'user-speaking'
  | 'thinking'
  | 'speaking'
  | 'ducked'
  | 'muted'
  | 'reconnecting'
  | 'ended';

/** All states of a presence, in the order of a conversation. */
export const PRESENCE_STATES = [
  'idle',
  'connecting',
  'listening',
  'user-speaking',
  'thinking',
  'speaking',
  'ducked',
  'muted',
  'reconnecting',
  'ended',
] as const satisfies readonly PresenceState[];

/** The speed of a presence without a voice, in its own time per second. */
export const FLOWS: Readonly<Record<PresenceState, number>> = {
  idle: 0,
  connecting: 0.6,
  listening: 0.25,
  'user-speaking': 0.35,
  thinking: 1.1,
  speaking: 0.45,
  ducked: 0.2,
  muted: 0,
  reconnecting: 0.4,
  ended: 0,
};

/** States whose picture moves although nothing is heard, to say that something is under way. */
export const isWorking = (state: PresenceState) =>
  state === 'connecting' || state === 'thinking' || state === 'reconnecting';

/** Whether the picture follows the agent's voice in a state. */
export const followsAgent = (state: PresenceState) => state === 'speaking' || state === 'ducked';

/** Whether the picture follows the user's voice in a state. */
export const followsUser = (state: PresenceState) =>
  state === 'listening' || state === 'user-speaking' || state === 'ducked';
