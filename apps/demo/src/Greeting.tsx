import { useSession, useSessionEvent } from '@repartee/hooks';

/** Says hello in the app's own words and voice, as soon as somebody can be talked to. */
export function Greeting() {
  const session = useSession();
  useSessionEvent('status-changed', ({ status, previous }) => {
    if (status === 'live' && previous === 'connecting')
      session.say('Welcome to Repartee. This is the app itself speaking. What can we do for you?');
  });
  return null;
}
