import { connectButtonLabels } from '../ConnectButton/connectButtonLabels.ts';
import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `ControlBar`. */
export const controlBarLabels = {
  disconnect: connectButtonLabels.disconnect,
  controls: 'Controls',
  captions: 'Captions',
  transcript: 'Conversation',
} satisfies Partial<Labels>;
