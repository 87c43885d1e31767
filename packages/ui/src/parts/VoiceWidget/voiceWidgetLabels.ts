import type { Labels } from '../../labels/Labels.ts';
import { sessionStatusLabels } from '../SessionStatus/sessionStatusLabels.ts';

/** The English labels of `VoiceWidget`. */
export const voiceWidgetLabels = {
  status: sessionStatusLabels.status,
  activity: sessionStatusLabels.activity,
  widget: {
    talk: 'Talk to us',
    converseWith: (name) => `Talk to ${name}`,
    title: 'Voice conversation',
    minimize: 'Minimize',
    unread: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  },
} satisfies Partial<Labels>;
