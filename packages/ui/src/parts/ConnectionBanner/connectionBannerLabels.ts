import { englishErrors } from '../../labels/englishErrors.ts';
import type { Labels } from '../../labels/Labels.ts';
import { connectionActionLabels } from './connectionActionLabels.ts';

const GOES_ON = 'The conversation continues as soon as it is back.';
const A_MOMENT = 'The conversation continues in a moment.';
const BACK = 'Reconnected';
const TO_CONTINUE = 'Start again to continue.';

/** The English labels of `ConnectionBanner`. */
export const connectionBannerLabels = {
  connectionNotices: {
    offline: { title: 'You are offline', advice: 'The conversation continues when your network is back.' },
    paused: { title: 'Paused', advice: 'The agent cannot hear you.' },
    queued: {
      title: 'You are in the queue',
      advice: 'All agents are busy. The next one will hear what you say now.',
    },
    'idle-warning': {
      title: 'Still there?',
      advice: 'It has been quiet for a while, so the conversation will end soon.',
    },
    'microphone-lost': {
      title: 'The microphone was disconnected',
      advice: 'The agent cannot hear you. Connect it again, or use another one.',
    },
    'microphone-interrupted': {
      title: 'Another app is using the microphone',
      advice: 'The agent can hear you again when that app is done.',
    },
    resumed: { title: BACK, advice: 'The conversation continues where it left off.' },
    reseeded: { title: BACK, advice: 'The agent remembers the conversation.' },
    fresh: { title: BACK, advice: 'The agent has forgotten the earlier conversation.' },
    'ended-idle': { title: 'The conversation ended after a long silence', advice: TO_CONTINUE },
    'ended-hidden': { title: 'The conversation ended in the background', advice: TO_CONTINUE },
  },
  reconnectionCauses: {
    'connection-lost': { title: 'The connection was lost', advice: GOES_ON },
    'connection-silent': { title: 'The service has stopped answering', advice: GOES_ON },
    'network-changed': { title: 'Your network has changed', advice: A_MOMENT },
    'session-expiring': { title: 'The connection is being renewed', advice: A_MOMENT },
    'session-expired': { title: 'The connection reached its time limit', advice: A_MOMENT },
    'config-changed': { title: 'New settings are being applied', advice: A_MOMENT },
    resumed: { title: 'The conversation is being resumed', advice: A_MOMENT },
  },
  connectionActions: connectionActionLabels,
  nextAttempt: (seconds) => `Next attempt in ${seconds} s`,
  attempting: (attempt) => (attempt > 1 ? `Connecting, attempt ${attempt}…` : 'Connecting…'),
  endsIn: (seconds) => `Ends in ${seconds} s`,
  dismiss: 'Dismiss',
  errors: englishErrors,
} satisfies Partial<Labels>;
