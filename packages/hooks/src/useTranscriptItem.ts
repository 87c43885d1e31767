'use client';

import { useCallback, useSyncExternalStore } from 'react';

import { entryOf } from '@repartee/core';
import type { ItemId, TranscriptEntry } from '@repartee/core';

import { subscribeToRow } from './subscribeToRow.ts';
import { useSession } from './useSession.ts';

/**
 * Follows one entry of the transcript. While its words stream in, only the component that reads it re-renders, at most
 * once a frame. It returns `null` for an id that the transcript does not contain.
 *
 * @example
 * const entry = useTranscriptItem(id);
 * return entry?.kind === 'message' ? <p>{entry.text}</p> : null;
 */
export function useTranscriptItem(id: ItemId): TranscriptEntry | null {
  const { store } = useSession();
  return useSyncExternalStore(
    useCallback((listener) => subscribeToRow(store, id, listener), [store, id]),
    () => entryOf(store.getState().transcript, id),
    () => entryOf(store.getInitialState().transcript, id),
  );
}
