import { deviceSelectLabels } from '../DeviceSelect/deviceSelectLabels.ts';
import { deviceMenuName } from './deviceMenuName.ts';
import type { Labels, LabelsOverride } from '../../labels/Labels.ts';

/** The English labels of `DeviceMenu`. */
export const deviceMenuLabels = {
  ...deviceSelectLabels,
  ...deviceMenuName,
  devicesUnknown: 'Device names appear once you have allowed the microphone.',
  speakerOfSystem: 'This browser uses the system’s speaker.',
} satisfies Pick<Labels, 'devices' | 'deviceMenu'> & LabelsOverride;
