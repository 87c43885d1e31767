import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `ConnectButton`. */
export const connectButtonLabels = {
  connect: 'Start talking',
  connecting: 'Connecting…',
  cancel: 'Cancel',
  disconnect: 'End',
  disconnecting: 'Ending…',
} satisfies Partial<Labels>;
