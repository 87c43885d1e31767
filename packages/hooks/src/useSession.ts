'use client';

import { useContext } from 'react';

import { RealtimeError } from '@repartee/core';
import type { RealtimeSession } from '@repartee/core';

import { SessionContext } from './SessionContext.ts';

/**
 * Returns the session of the nearest SessionProvider. It never re-renders the component: read the state with
 * `useSessionState`.
 *
 * @throws RealtimeError `invalid-state` outside of a provider.
 * @example
 * const session = useSession();
 * return <button onClick={() => session.interrupt()}>Stop</button>;
 */
export function useSession(): RealtimeSession {
  const session = useContext(SessionContext);
  if (session) return session;
  throw new RealtimeError(
    'invalid-state',
    'A session hook was used outside of a SessionProvider, so there is no session. ' +
      'Wrap the component in <SessionProvider session={session}>.',
  );
}
