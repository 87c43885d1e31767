import { englishDeviceErrors } from '../../labels/englishDeviceErrors.ts';
import type { Labels, LabelsOverride } from '../../labels/Labels.ts';

/** The English labels of `DeviceSelect`. */
export const deviceSelectLabels = {
  devices: {
    microphone: { name: 'Microphone', unnamed: (number) => `Microphone ${number}` },
    speaker: { name: 'Speaker', unnamed: (number) => `Speaker ${number}` },
    camera: { name: 'Camera', unnamed: (number) => `Camera ${number}` },
  },
  systemDevice: 'System default',
  missingDevice: 'Not connected',
  deviceFailed: 'This device could not be used',
  errors: englishDeviceErrors as NonNullable<LabelsOverride['errors']>,
} satisfies Pick<Labels, 'devices' | 'systemDevice' | 'missingDevice' | 'deviceFailed'> & LabelsOverride;
