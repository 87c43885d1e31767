'use client';

import { useMemo } from 'react';

import { entryOf, listEntries } from '@repartee/core';
import type { ItemId, TranscriptEntry } from '@repartee/core';

import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** What `useTranscript` returns. */
export interface TranscriptView {
  /** The ids of all entries in the order of the conversation, newest last. The array changes only when they do. */
  readonly ids: readonly ItemId[];
  readonly isEmpty: boolean;
  /** Reads one entry as it is at the moment of the call; does not follow its changes. `null` for an unknown id. */
  readonly getEntry: (id: ItemId) => TranscriptEntry | null;
  /** Lists all entries as they are at the moment of the call: for an export or a copy, not for rendering. */
  readonly listEntries: () => readonly TranscriptEntry[];
}

/**
 * Follows which entries the conversation has. New words in an entry do not re-render this component: give each id to a
 * row of its own that reads its entry with `useTranscriptItem`.
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
