'use client';

import { useCallback, useSyncExternalStore } from 'react';

import type { ItemId } from '@repartee/core';

import { subscribeToRow } from './subscribeToRow.ts';
import { useSession } from './useSession.ts';

/**
 * Tells whether one entry of the transcript is being heard at this moment. Of many rows that ask, only the one that falls
 * silent and the one that begins to sound re-render.
 *
 * @example
 * const isAudible = useIsAudible(id);
 * return <li data-audible={isAudible || undefined}>…</li>;
 */
export function useIsAudible(id: ItemId): boolean {
  const { store } = useSession();
  return useSyncExternalStore(
    useCallback((listener) => subscribeToRow(store, id, listener), [store, id]),
    () => store.getState().speakingItemId === id,
    () => store.getInitialState().speakingItemId === id,
  );
}
