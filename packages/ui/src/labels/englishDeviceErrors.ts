import type { RealtimeErrorCode } from '@repartee/core';
import { englishImageErrors } from './englishImageErrors.ts';
import type { ErrorLabels } from './Labels.ts';

/** The errors of microphones, speakers, cameras and images in English. */
export const englishDeviceErrors = {
  'microphone-denied': {
    title: 'The microphone is blocked',
    advice: 'Allow it in the site settings next to the address bar, then try again. You can also type.',
  },
  'microphone-missing': { title: 'No microphone was found', advice: 'Connect one, or type instead.' },
  'microphone-busy': {
    title: 'Another app is using the microphone',
    advice: 'Close that app, then try again.',
  },
  'microphone-lost': {
    title: 'The microphone was disconnected',
    advice: 'Connect it again, then try again.',
  },
  'speaker-missing': {
    title: 'The selected speaker is not connected',
    advice: 'Connect it, or choose another.',
  },
  'camera-denied': {
    title: 'The camera is blocked',
    advice: 'Allow it in the site settings next to the address bar, then try again.',
  },
  'camera-missing': { title: 'No camera was found', advice: 'Connect one, then try again.' },
  'camera-busy': { title: 'Another app is using the camera', advice: 'Close that app, then try again.' },
  'camera-lost': { title: 'The camera was disconnected', advice: 'Connect it again, then try again.' },
  'screen-denied': { title: 'The screen is not shared', advice: 'Choose a screen or a window to share it.' },
  ...englishImageErrors,
  'insecure-context': {
    title: 'The microphone does not work on this page',
    advice: 'Open it with https, or on localhost.',
  },
  'worklet-failed': {
    title: 'The audio engine could not start',
    advice: 'Reload the page. If that does not help, try another browser.',
  },
} as const satisfies Partial<Record<RealtimeErrorCode, ErrorLabels>>;
