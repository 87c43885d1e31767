import type { Case } from './Case.ts';

/** An agent that listens to what is said while a button is held. */
export const tutor: Case = {
  id: 'tutor',
  name: 'Tutor',
  headline: 'Say it after me.',
  invitation:
    'A language tutor with captions. Hold the button while you speak, and let go when you have finished.',
  hint: 'Hold the button, or the key T, and repeat the sentence.',
  instructions:
    'You are a language tutor of spoken English. Give one short sentence to repeat, wait for the learner, say what was good or how to say it better, and give the next sentence.',
  opening: 'Greet the learner in one short sentence and give the first sentence to repeat.',
  suggestions: ['Give me another sentence', 'Say it again', 'A table for two, please', 'Thank you'],
  inputMode: 'push-to-talk',
  tools: [],
  toolsCode: null,
  toolRequest: 'Switch to the dark theme',
};
