import type { IconShape } from './IconShape.ts';

// Drawings of parts that come with a conversation: notices, rows, pictures. A constant each, so that an app ships those of
// the parts that it uses and no others.

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
export const crossShape = {
  name: 'cross',
  path: 'M7 7l10 10M17 7 7 17',
} as const satisfies IconShape;
export const moreShape = {
  name: 'more',
  path: 'M9 6l6 6-6 6',
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
