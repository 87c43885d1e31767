import type { Case } from './Case.ts';
import { getTime, getWeather } from './tools.ts';
// Vite gives the text of the file.
// oxlint-disable-next-line import/default
import toolsCode from './tools.ts?raw';

/** The first case: a guide that wants to be interrupted. */
export const guide: Case = {
  id: 'guide',
  name: 'Guide',
  headline: 'Talk to me. Interrupt me.',
  invitation: 'I will begin a story. Speak whenever you like: I stop, and I know which words you heard.',
  hint: 'Ask for the weather, a joke or another story.',
  instructions:
    'You are a friendly guide to this demo. Speak in one or two short sentences. Use your tools when they help.',
  opening:
    'Greet the user in one sentence and say that you are a machine with a synthetic voice. Ask to be interrupted at any time. Then begin a long story about a lighthouse.',
  suggestions: [
    'What is the weather in Paris?',
    'Tell me a long story',
    'Switch to the dark theme',
    'Tell me a joke',
  ],
  inputMode: 'hands-free',
  tools: [getWeather, getTime],
  toolsCode,
  toolRequest: 'What is the weather in Paris?',
};
