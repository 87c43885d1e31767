import { useSession, useSessionEvent } from '@repartee/hooks';

/** Speaks a greeting of the app, in the app's own voice, when a conversation starts. */
export function Greeting() {
  const session = useSession();
  useSessionEvent('status-changed', ({ status, previous }) => {
    if (status === 'live' && previous === 'connecting')
      session.say('Welcome to Repartee. This is the app itself speaking. How can we help you?');
  });
  return null;
}
