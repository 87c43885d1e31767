'use client';

import { useCallback, useRef, useSyncExternalStore } from 'react';

import { entryOf, splitAtHeard, splitEntry } from '@repartee/core';
import type { HeardText, ItemId, RealtimeSession } from '@repartee/core';

import { onAnimationFrame } from './onAnimationFrame.ts';
import { subscribeToRow } from './subscribeToRow.ts';
import { useSession } from './useSession.ts';

const NOTHING: HeardText = { heardText: '', unheardText: '', isEstimate: false };

/**
 * Splits the words of an entry into those that have been heard and those that have not, for captions: while the entry is
 * audible it follows the playhead word by word, and where the answer is cut it stays. `isEstimate` says that the vendor
 * does not tell when words sound. It re-renders once a word, and runs nothing while nothing is heard.
 *
 * @example
 * const { heardText, unheardText } = useHeardText(id);
 * return <p>{heardText}<span className="later">{unheardText}</span></p>;
 */
export function useHeardText(id: ItemId): HeardText {
  const session = useSession();
  const latest = useRef(NOTHING);
  const read = useCallback(() => {
    const next = measure(session, id);
    const { heardText, unheardText, isEstimate } = latest.current;
    const isSame =
      next.heardText === heardText && next.unheardText === unheardText && next.isEstimate === isEstimate;
    if (!isSame) latest.current = next;
    return latest.current;
  }, [session, id]);
  const subscribe = useCallback((onChange: () => void) => follow(session, id, onChange), [session, id]);
  return useSyncExternalStore(subscribe, read, () => NOTHING);
}

function measure(session: RealtimeSession, id: ItemId): HeardText {
  const { transcript, speakingItemId } = session.store.getState();
  const entry = entryOf(transcript, id);
  if (entry?.kind !== 'message') return NOTHING;
  const playhead = speakingItemId === id ? session.getPlayhead() : null;
  if (playhead?.itemId !== id || entry.cut) return splitEntry(entry);
  const { heardMs, receivedMs = heardMs } = playhead;
  const words = entry.wordTimes && { words: entry.wordTimes };
  return splitAtHeard({ text: entry.text, heardMs, receivedMs, ...words });
}

/** Follows the row, and the playhead while the row is heard. */
function follow({ store }: RealtimeSession, id: ItemId, onChange: () => void): () => void {
  let stopFrames: (() => void) | null = null;
  const look = () => {
    const isAudible = store.getState().speakingItemId === id;
    if (isAudible) stopFrames ??= onAnimationFrame(onChange);
    else {
      stopFrames?.();
      stopFrames = null;
    }
    onChange();
  };
  const stop = subscribeToRow(store, id, look);
  look();
  return () => {
    stop();
    stopFrames?.();
  };
}
