'use client';

import { useCallback, useSyncExternalStore } from 'react';

import type { ItemId } from '@repartee/core';

import { subscribeToRow } from './subscribeToRow.ts';
import { useSession } from './useSession.ts';

/**
 * Tells whether one entry of the transcript is audible now. Of many rows, only the one that becomes silent and the one that
 * becomes audible re-render.
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
