'use client';

import type { ReactNode } from 'react';

import type { RealtimeSession } from '@repartee/core';

import { SessionContext } from './SessionContext.ts';

/** What a SessionProvider takes. */
export interface SessionProviderProps {
  /** The session that the hooks below work with. Its owner is whoever made it: the provider does not close it. */
  readonly session: RealtimeSession;
  readonly children?: ReactNode;
}

/**
 * Offers a session to the hooks and parts below. Providers may be nested; the nearest one counts.
 *
 * @example
 * const { session, connect } = useRealtimeSession({ adapter, credential });
 * return <SessionProvider session={session}><Talk onStart={connect} /></SessionProvider>;
 */
export function SessionProvider({ session, children }: SessionProviderProps): ReactNode {
  // The short form without `.Provider` is React 19's alone.
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
