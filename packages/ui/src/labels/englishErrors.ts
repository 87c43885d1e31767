import type { Labels } from './Labels.ts';
import { englishDeviceErrors } from './englishDeviceErrors.ts';

const AGAIN = 'Try again.';
const NETWORK = 'Check your network, then try again.';
const CONTACT = 'Contact the makers of this app.';

/** The errors in English: what went wrong and what to do. */
export const englishErrors: Labels['errors'] = {
  ...englishDeviceErrors,
  'invalid-config': { title: 'The service rejected this app’s settings', advice: CONTACT },
  'unsupported-capability': { title: 'This service cannot do that', advice: 'Continue without it.' },
  'invalid-state': { title: 'That is not possible right now', advice: 'Wait a moment, then try again.' },
  'credential-fetch-failed': {
    title: 'This app could not get permission to connect',
    advice: 'Check that its server is running, then try again.',
  },
  'credential-rejected': { title: 'The service did not accept this app’s key', advice: CONTACT },
  'credential-expired': { title: 'The permission to connect has expired', advice: AGAIN },
  'playback-blocked': { title: 'Your browser is blocking sound', advice: 'Click to turn it on.' },
  'module-failed': {
    title: 'A part of this app could not be loaded',
    advice: 'Check your network, then reload the page.',
  },
  'connect-timeout': { title: 'The service did not answer in time', advice: NETWORK },
  'connect-refused': { title: 'The service could not be reached', advice: NETWORK },
  'connection-lost': { title: 'The connection was lost', advice: NETWORK },
  'connection-silent': { title: 'The service has stopped answering', advice: NETWORK },
  'send-backlog': {
    title: 'Your network is too slow for live speech',
    advice: 'Move closer to your router, or type instead.',
  },
  'malformed-frame': { title: 'The service sent something that this app could not read', advice: AGAIN },
  'unsupported-protocol': {
    title: 'The service uses a protocol version that this app does not support',
    advice: CONTACT,
  },
  'rate-limited': { title: 'Too many requests', advice: 'Wait a moment, then try again.' },
  'quota-exhausted': { title: 'The quota for this service is used up', advice: CONTACT },
  'session-expired': {
    title: 'The conversation reached its maximum length',
    advice: 'Start a new one to continue.',
  },
  'content-refused': { title: 'The service declined to answer that', advice: 'Ask in a different way.' },
  'response-timeout': { title: 'The service did not answer', advice: 'Ask again.' },
  'vendor-failed': { title: 'The service had a problem', advice: AGAIN },
  'tool-unknown': {
    title: 'The agent asked for a tool that does not exist',
    advice: 'Ask in a different way.',
  },
  'tool-failed': { title: 'A tool failed', advice: 'Ask the agent to try again.' },
  'tool-timeout': { title: 'A tool took too long', advice: 'Ask the agent to try again.' },
  'tool-declined': { title: 'A tool was declined', advice: 'It was not run.' },
  'approval-timeout': { title: 'A tool waited too long for your answer', advice: 'Ask the agent again.' },
  'tool-rejected': { title: 'The agent used a tool incorrectly', advice: 'Ask in a different way.' },
  'budget-exceeded': {
    title: 'The budget for this conversation is used up',
    advice: 'The conversation has ended, so it costs nothing more.',
  },
  'storage-failed': {
    title: 'The conversation could not be saved',
    advice: 'You can keep talking. It may be gone when you leave the page.',
  },
  'internal-error': { title: 'Something went wrong inside this app', advice: CONTACT },
  aborted: { title: 'Stopped', advice: AGAIN },
};
