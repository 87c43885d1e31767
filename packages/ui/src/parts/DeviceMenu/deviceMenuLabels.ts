import { deviceSelectLabels } from '../DeviceSelect/deviceSelectLabels.ts';
import { deviceMenuName } from './deviceMenuName.ts';
import type { Labels, LabelsOverride } from '../../labels/Labels.ts';

/** The English labels of `DeviceMenu`. */
export const deviceMenuLabels = {
  ...deviceSelectLabels,
  ...deviceMenuName,
  devicesUnknown: 'The browser names the devices once you have allowed the microphone.',
  speakerOfSystem: 'This browser plays on the system’s speaker.',
} satisfies Pick<Labels, 'devices' | 'deviceMenu'> & LabelsOverride;
