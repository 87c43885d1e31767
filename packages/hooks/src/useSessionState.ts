'use client';

import { useStore } from 'zustand';

import type { SessionState } from '@repartee/core';

import { useSession } from './useSession.ts';

/**
 * Reads one part of the session's state and re-renders when that part changes. Select narrowly, and select what the
 * state holds: a selector that makes a new object each time would re-render without end.
 *
 * @example
 * const isLive = useSessionState((state) => state.status === 'live');
 */
export function useSessionState<Selected>(selector: (state: SessionState) => Selected): Selected {
  return useStore(useSession().store, selector);
}
