import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `MicToggle`. */
export const micToggleLabels = {
  mute: 'Mute',
  unmute: 'Unmute',
} satisfies Partial<Labels>;
