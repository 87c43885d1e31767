import { createMessageEntry, createStaticSession } from '@repartee/core/testing';

/** A live session in which both sides make a sound. */
export const LIVE = { status: 'live', microphone: 'on', microphoneLevel: 0.12, speakerLevel: 0.14 } as const;

/** A question of the user, and the agent's answer. */
export const weatherEntries = [
  createMessageEntry({ id: 'q', role: 'user', text: 'What is the weather in Paris?' }),
  createMessageEntry({
    id: 'a',
    text: 'It is sunny in Paris, at twenty-one degrees. You will not need a coat.',
    heardMs: 4_000,
  }),
];

/** Creates a session in which the agent answers. */
export const answeringSession = () =>
  createStaticSession({ ...LIVE, phase: 'speaking', entries: weatherEntries });
