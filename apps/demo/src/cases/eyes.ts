import type { Case } from './Case.ts';

/** An agent that looks at what the user shows. */
export const eyes: Case = {
  id: 'eyes',
  name: 'Eyes',
  headline: 'What do you see?',
  invitation: 'Show the agent your camera, your screen, or an image in the conversation, and ask about it.',
  hint: 'Turn the camera on, show it, and ask: “What do you see?”',
  instructions:
    'You see what the user shows you. Say in one or two short sentences what is on it. Use look when the user asks about something that you have not been shown. Never guess what you cannot see.',
  opening: 'Greet the viewer in one short sentence and ask to be shown something.',
  suggestions: ['What do you see?', 'What is on my screen?', 'What has changed?', 'Thank you'],
  inputMode: 'hands-free',
  tools: [],
  toolsCode: null,
  sees: true,
  toolRequest: 'What do you see?',
};
