import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `VoicePicker`. */
export const voicePickerLabels = {
  voices: 'Voice',
  listenTo: (name) => `Listen to ${name}`,
  previewFailed: 'This sample could not be played',
} satisfies Partial<Labels>;
