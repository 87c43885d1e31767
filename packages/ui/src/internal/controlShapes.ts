import type { IconShape } from './IconShape.ts';

// Drawings of what is there before a conversation, and of its signs. A bundler keeps one file together: what is drawn
// later is in `iconShapes.ts`, so that a page at rest does not load it.

export const micShape = {
  name: 'mic',
  path: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5.5 10.5v.5a6.5 6.5 0 0 0 13 0v-.5M12 17.5V21',
} as const satisfies IconShape;
export const micOffShape = {
  name: 'micOff',
  path: 'M15 9V6a3 3 0 0 0-5.6-1.5M9 9v2a3 3 0 0 0 4.6 2.5M5.5 10.5v.5a6.5 6.5 0 0 0 10.3 5.3M18.5 10.5v.5c0 .9-.2 1.7-.5 2.5M12 17.5V21M4 4l16 16',
} as const satisfies IconShape;
export const speechShape = {
  name: 'speech',
  path: 'M4 10v4M8 7v10M12 4v16M16 7.5v9M20 10v4',
} as const satisfies IconShape;
export const stopShape = {
  name: 'stop',
  path: 'M8 7h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1Z',
} as const satisfies IconShape;
export const doneShape = {
  name: 'done',
  path: 'M5 12.5l4.5 4.5L19 7.5',
} as const satisfies IconShape;
export const pauseShape = {
  name: 'pause',
  path: 'M9 5.5v13M15 5.5v13',
} as const satisfies IconShape;
export const playShape = {
  name: 'play',
  path: 'M8.5 5.5v13l10-6.5-10-6.5Z',
} as const satisfies IconShape;
export const captionsShape = {
  name: 'captions',
  path: 'M6 5.5h12a2.5 2.5 0 0 1 2.5 2.5v8a2.5 2.5 0 0 1-2.5 2.5H6A2.5 2.5 0 0 1 3.5 16V8A2.5 2.5 0 0 1 6 5.5ZM7 11.5h4M14 11.5h3M7 15h7',
} as const satisfies IconShape;
export const writingShape = {
  name: 'writing',
  path: 'M12 4.5c4.7 0 8.5 3.1 8.5 7s-3.8 7-8.5 7c-1 0-2-.1-2.9-.4L4.5 20l1.1-3.9A6.4 6.4 0 0 1 3.5 11.5c0-3.9 3.8-7 8.5-7ZM8.5 10h7M8.5 13h4.5',
} as const satisfies IconShape;
export const minimizeShape = {
  name: 'minimize',
  path: 'M6 9.5l6 6 6-6',
} as const satisfies IconShape;
export const hangUpShape = {
  name: 'hangUp',
  path: 'M3.4 13.2c-.6-1.4-.1-3 1.2-3.8a14.4 14.4 0 0 1 14.8 0c1.3.8 1.8 2.4 1.2 3.8l-.5 1.2a1.6 1.6 0 0 1-2 .9l-2-.7a1.6 1.6 0 0 1-1.1-1.5v-1.6a10.6 10.6 0 0 0-6 0v1.6a1.6 1.6 0 0 1-1.1 1.5l-2 .7a1.6 1.6 0 0 1-2-.9l-.5-1.2Z',
} as const satisfies IconShape;
export const chevronShape = {
  name: 'chevron',
  path: 'M7 10l5 5 5-5',
} as const satisfies IconShape;
