import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `VolumeSlider`. */
export const volumeSliderLabels = {
  volume: 'Volume of the agent',
  muteAgent: 'Mute the agent',
  volumeValue: (fraction) => `${Math.round(fraction * 100)} %`,
} satisfies Partial<Labels>;
