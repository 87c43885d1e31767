import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `SettingsSheet`. */
export const settingsSheetLabels = {
  settings: 'Settings',
  closeSettings: 'Close the settings',
  sound: 'Sound',
} satisfies Partial<Labels>;
