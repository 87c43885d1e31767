import type { Labels } from '../../labels/Labels.ts';
import { pushToTalkFallbackLabels } from './pushToTalkFallbackLabels.ts';

/** The English labels of `PushToTalkButton`. */
export const pushToTalkButtonLabels = {
  ...pushToTalkFallbackLabels,
  pushToTalkOutcomes: {
    sent: 'Sent',
    'too-short': 'Too short: hold while you speak',
    cancelled: 'Cancelled, nothing was sent',
    lost: 'Released early, nothing was sent',
    refused: 'Not possible right now, try again in a moment',
  },
  pushToTalkBlocks: {
    unsupported: 'This service does not support it',
    disconnected: 'Connect first',
    'hands-free': 'Hands-free is on',
    microphone: 'No microphone',
    'microphone-interrupted': 'Another app is using the microphone',
    muted: 'Muted',
  },
} satisfies Partial<Labels>;
