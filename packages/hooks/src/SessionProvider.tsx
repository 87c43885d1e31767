'use client';

import type { ReactNode } from 'react';

import type { RealtimeSession } from '@repartee/core';

import { SessionContext } from './SessionContext.ts';

/** The props of `SessionProvider`. */
export interface SessionProviderProps {
  /** The session of the hooks and parts below. The provider does not close it. */
  readonly session: RealtimeSession;
  /** The components that use the session. */
  readonly children?: ReactNode;
}

/**
 * Provides a session to the hooks and parts below. Providers can be nested; the nearest one is used.
 *
 * @example
 * const { session, connect } = useRealtimeSession({ adapter, credential });
 * return <SessionProvider session={session}><Conversation onStart={connect} /></SessionProvider>;
 */
export function SessionProvider({ session, children }: SessionProviderProps): ReactNode {
  // React 18 needs `.Provider`.
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
