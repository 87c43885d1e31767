import { englishDeviceErrors } from '../../labels/englishDeviceErrors.ts';
import type { Labels, LabelsOverride } from '../../labels/Labels.ts';

/** The English labels of `PreCallCheck`. */
export const preCallCheckLabels = {
  soundCheck: 'Check your sound',
  testMicrophone: 'Test the microphone',
  hearing: {
    opening: 'Opening the microphone',
    waiting: 'Say something',
    heard: 'We can hear you',
    silent: 'We cannot hear you. Is the microphone on?',
  },
  playTestTone: 'Play a sound',
  stopTestTone: 'Stop the sound',
  testFailed: 'The sound could not be played',
  connect: 'Start talking',
  tryAgain: 'Try again',
  deviceFailed: 'This device could not be used',
  errors: englishDeviceErrors as NonNullable<LabelsOverride['errors']>,
} satisfies Pick<Labels, 'soundCheck' | 'deviceFailed'> & LabelsOverride;
