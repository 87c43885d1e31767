import type { Labels } from './Labels.ts';

const AGAIN = 'Try again.';
const NETWORK = 'Check your network, then try again.';
const MAKERS = 'Tell the makers of this app.';

/** What went wrong and what to do, in English. */
export const englishErrors: Labels['errors'] = {
  'invalid-config': { title: 'The conversation is set up in a way that the service refuses', advice: MAKERS },
  'unsupported-capability': { title: 'This service cannot do that', advice: 'Go on without it.' },
  'invalid-state': { title: 'That is not possible right now', advice: 'Wait a moment, then try again.' },
  'credential-fetch-failed': {
    title: 'This app could not get permission to connect',
    advice: 'Check that its server is running, then try again.',
  },
  'credential-rejected': { title: 'The service did not accept this app’s key', advice: MAKERS },
  'credential-expired': { title: 'The permission to connect ran out', advice: AGAIN },
  'microphone-denied': {
    title: 'The microphone is blocked',
    advice:
      'Allow it in the site settings next to the address bar, then try again. You can also write instead.',
  },
  'microphone-missing': { title: 'No microphone was found', advice: 'Plug one in, or write instead.' },
  'microphone-busy': {
    title: 'Another program is using the microphone',
    advice: 'Close it there, then try again.',
  },
  'microphone-lost': { title: 'The microphone went away', advice: 'Plug it in again, then reconnect.' },
  'speaker-missing': { title: 'The chosen speaker is not there', advice: 'Plug it in, or choose another.' },
  'insecure-context': {
    title: 'Microphones do not work on this page',
    advice: 'Open it with https, or on localhost.',
  },
  'playback-blocked': { title: 'Your browser does not play sound yet', advice: 'Click to turn it on.' },
  'worklet-failed': {
    title: 'The audio engine could not start',
    advice: 'Reload the page. If that does not help, try another browser.',
  },
  'connect-timeout': { title: 'The service did not answer in time', advice: NETWORK },
  'connect-refused': { title: 'The service could not be reached', advice: NETWORK },
  'connection-lost': { title: 'The connection was lost', advice: NETWORK },
  'send-backlog': {
    title: 'Your network is too slow for live speech',
    advice: 'Move closer to your router, or write instead.',
  },
  'malformed-frame': { title: 'The service sent something that could not be read', advice: AGAIN },
  'unsupported-protocol': {
    title: 'The service speaks a version of the protocol that this app does not',
    advice: MAKERS,
  },
  'rate-limited': { title: 'Too many requests', advice: 'Wait a moment, then try again.' },
  'quota-exhausted': { title: 'The quota for this service is used up', advice: MAKERS },
  'session-expired': {
    title: 'The conversation reached its longest duration',
    advice: 'Start a new one to go on.',
  },
  'content-refused': { title: 'The service declined to answer that', advice: 'Ask in another way.' },
  'vendor-failed': { title: 'The service had a problem', advice: AGAIN },
  'tool-unknown': { title: 'The agent asked for a tool that does not exist', advice: 'Ask in another way.' },
  'tool-failed': { title: 'A tool failed', advice: 'Ask the agent to try it again.' },
  'tool-timeout': { title: 'A tool took too long', advice: 'Ask the agent to try it again.' },
  'tool-rejected': { title: 'The agent used a tool in a wrong way', advice: 'Ask in another way.' },
  'budget-exceeded': {
    title: 'The budget for this conversation is used up',
    advice: 'It ended here so that nothing more is spent.',
  },
  aborted: { title: 'Stopped', advice: AGAIN },
};
