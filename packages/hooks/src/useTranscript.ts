'use client';

import { useMemo } from 'react';

import { entryOf, listEntries } from '@repartee/core';
import type { ItemId, TranscriptEntry } from '@repartee/core';

import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** The return value of `useTranscript`. */
export interface TranscriptView {
  /** The ids of all entries in the order of the conversation, newest last. The array changes only when the ids do. */
  readonly ids: readonly ItemId[];
  readonly isEmpty: boolean;
  /** Returns the current entry without following its changes; `null` for an unknown id. */
  readonly getEntry: (id: ItemId) => TranscriptEntry | null;
  /** Returns all current entries, for an export or a copy, not for rendering. */
  readonly listEntries: () => readonly TranscriptEntry[];
}

/**
 * Follows the list of entries of the conversation. New words in an entry do not re-render this component: render one
 * component per id that reads its entry with `useTranscriptItem`.
 *
 * @example
 * const { ids } = useTranscript();
 * return ids.map((id) => <Row key={id} id={id} />);
 */
export function useTranscript(): TranscriptView {
  const { store } = useSession();
  const ids = useSessionState((state) => state.transcript.order);
  const readers = useMemo(
    () => ({
      getEntry: (id: ItemId) => entryOf(store.getState().transcript, id),
      listEntries: () => listEntries(store.getState().transcript),
    }),
    [store],
  );
  return { ids, isEmpty: ids.length === 0, ...readers };
}
