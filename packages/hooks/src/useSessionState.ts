'use client';

import { useStore } from 'zustand';

import type { SessionState } from '@repartee/core';

import { useSession } from './useSession.ts';

/**
 * Selects a part of the session's state and re-renders when that part changes. Select narrowly, and return a value of the
 * state: a selector that creates a new object each time re-renders without end.
 *
 * @example
 * const isLive = useSessionState((state) => state.status === 'live');
 */
export function useSessionState<Selected>(selector: (state: SessionState) => Selected): Selected {
  return useStore(useSession().store, selector);
}
