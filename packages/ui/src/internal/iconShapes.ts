import type { IconName } from './IconName.ts';

/** A drawing as strokes in a box of 24 by 24. */
export interface IconShape {
  readonly name: IconName;
  /** The `d` of an SVG path. */
  readonly path: `M${string}`;
}

// A constant each, so that an app ships the drawings of the parts that it uses and no others.

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
export const sendShape = {
  name: 'send',
  path: 'M12 19V5M6 11l6-6 6 6',
} as const satisfies IconShape;
export const soundShape = {
  name: 'sound',
  path: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4ZM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11',
} as const satisfies IconShape;
export const alertShape = {
  name: 'alert',
  path: 'M12 8.5v4.5M12 16.25v.01M10.3 4.6 3.1 17.2a2 2 0 0 0 1.7 3h14.4a2 2 0 0 0 1.7-3L13.7 4.6a2 2 0 0 0-3.4 0Z',
} as const satisfies IconShape;
export const toolShape = {
  name: 'tool',
  path: 'M14.5 6.5a4 4 0 0 0-5.3 5L3.5 17.2V20.5h3.3l5.7-5.7a4 4 0 0 0 5-5.3l-2.6 2.6-2.9-.1-.1-2.9 2.6-2.6Z',
} as const satisfies IconShape;
export const remoteShape = {
  name: 'remote',
  path: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17',
} as const satisfies IconShape;
export const askShape = {
  name: 'ask',
  path: 'M12 3 5 5.5v5.8c0 4.4 2.9 7.8 7 9.7 4.1-1.9 7-5.3 7-9.7V5.5L12 3ZM12 8v4M12 15.5v.01',
} as const satisfies IconShape;
export const downShape = {
  name: 'down',
  path: 'M12 5v14M6 13l6 6 6-6',
} as const satisfies IconShape;
export const doneShape = {
  name: 'done',
  path: 'M5 12.5l4.5 4.5L19 7.5',
} as const satisfies IconShape;
export const crossShape = {
  name: 'cross',
  path: 'M7 7l10 10M17 7 7 17',
} as const satisfies IconShape;
export const moreShape = {
  name: 'more',
  path: 'M9 6l6 6-6 6',
} as const satisfies IconShape;
export const pauseShape = {
  name: 'pause',
  path: 'M9 5.5v13M15 5.5v13',
} as const satisfies IconShape;
export const playShape = {
  name: 'play',
  path: 'M8.5 5.5v13l10-6.5-10-6.5Z',
} as const satisfies IconShape;
export const clockShape = {
  name: 'clock',
  path: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 1.75',
} as const satisfies IconShape;
export const renewShape = {
  name: 'renew',
  path: 'M19.5 12a7.5 7.5 0 0 1-13.3 4.8M4.5 12a7.5 7.5 0 0 1 13.3-4.8M18 3.5v4h-4M6 20.5v-4h4',
} as const satisfies IconShape;
export const offlineShape = {
  name: 'offline',
  path: 'M4 4l16 16M2.5 9.5a14 14 0 0 1 3.6-2.4M21.5 9.5A14 14 0 0 0 10.7 5.6M5.8 13a9.5 9.5 0 0 1 3.4-2.1M18.2 13a9.5 9.5 0 0 0-3-1.9M9 16.4a4.8 4.8 0 0 1 4.6-1M12 19.5v.01',
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
export const soundOffShape = {
  name: 'soundOff',
  path: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4ZM16 9.5l5 5M21 9.5l-5 5',
} as const satisfies IconShape;
export const copyShape = {
  name: 'copy',
  path: 'M9 8.5h8.5a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V9.5a1 1 0 0 1 1-1ZM5.5 15.5a1.5 1.5 0 0 1-1-1.4V6.5a2 2 0 0 1 2-2h7.6a1.5 1.5 0 0 1 1.4 1',
} as const satisfies IconShape;
export const goodShape = {
  name: 'good',
  path: 'M7.5 11v8.5M4.5 11h3l4-7.5c1.3 0 2.3 1 2.3 2.3V9.5h4.4a1.8 1.8 0 0 1 1.8 2.1l-1 6.2a2 2 0 0 1-2 1.7H4.5V11Z',
} as const satisfies IconShape;
export const badShape = {
  name: 'bad',
  path: 'M7.5 13V4.5M4.5 13h3l4 7.5c1.3 0 2.3-1 2.3-2.3v-3.7h4.4a1.8 1.8 0 0 0 1.8-2.1l-1-6.2a2 2 0 0 0-2-1.7H4.5V13Z',
} as const satisfies IconShape;
export const cameraShape = {
  name: 'camera',
  path: 'M5 8h2.5l1.5-2.5h6L16.5 8H19a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1ZM12 16.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5Z',
} as const satisfies IconShape;
export const smallWindowShape = {
  name: 'small-window',
  path: 'M5.5 5h13a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM12.5 12.5h4.5v3.5h-4.5v-3.5Z',
} as const satisfies IconShape;
export const imageShape = {
  name: 'image',
  path: 'M5.5 4.5h13a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1ZM4.5 16l4.5-4.5 4 4 2.5-2.5 4 4M14.5 8.75v.01',
} as const satisfies IconShape;
