import type { Labels } from '../../labels/Labels.ts';

/** The English label of the button of a `DeviceMenu`. What is in the menu has its words with it, and is loaded with them. */
export const deviceMenuName = {
  deviceMenu: 'Microphone and speaker',
} satisfies Pick<Labels, 'deviceMenu'>;
