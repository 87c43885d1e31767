'use client';

import { useCallback, useRef, useSyncExternalStore } from 'react';

import { entryOf, splitAtHeard, splitEntry } from '@repartee/core';
import type { HeardText, ItemId, RealtimeSession } from '@repartee/core';

import { onAnimationFrame } from './onAnimationFrame.ts';
import { subscribeToRow } from './subscribeToRow.ts';
import { useSession } from './useSession.ts';

const NOTHING: HeardText = { heardText: '', unheardText: '', isEstimate: false };

/**
 * Splits the words of an entry into heard and unheard ones, for captions. While the entry is audible, it follows the playhead
 * word by word; after an interruption it stays where the answer was cut. `isEstimate` means that the vendor sends no word
 * times. It re-renders once a word, and runs nothing while the entry is silent.
 *
 * @example
 * const { heardText, unheardText } = useHeardText(id);
 * return <p>{heardText}<span className="later">{unheardText}</span></p>;
 */
export function useHeardText(id: ItemId): HeardText {
  const session = useSession();
  const shown = useRef({ id, words: NOTHING, isAudible: false });
  const read = useCallback(() => {
    const { words, ...last } = shown.current;
    const isAudible = session.store.getState().speakingItemId === id;
    const isFollowed = isAudible && last.isAudible && last.id === id;
    const measured = measure(session, id);
    const next = isFollowed ? keepAhead(measured, words) : measured;
    const isSame =
      next.heardText === words.heardText &&
      next.unheardText === words.unheardText &&
      next.isEstimate === words.isEstimate;
    shown.current = { id, words: isSame ? words : next, isAudible };
    return shown.current.words;
  }, [session, id]);
  const subscribe = useCallback((onChange: () => void) => follow(session, id, onChange), [session, id]);
  return useSyncExternalStore(subscribe, read, () => NOTHING);
}

function measure(session: RealtimeSession, id: ItemId): HeardText {
  const { transcript, speakingItemId } = session.store.getState();
  const entry = entryOf(transcript, id);
  if (entry?.kind !== 'message') return NOTHING;
  const playhead = speakingItemId === id ? session.speaker.getPlayhead() : null;
  if (playhead?.itemId !== id || entry.cut) return splitEntry(entry);
  const { heardMs, receivedMs = heardMs, speechRate } = playhead;
  const words = entry.wordTimes && { words: entry.wordTimes };
  const rate = speechRate !== undefined && { speechRate };
  return splitAtHeard({ text: entry.text, heardMs, receivedMs, ...words, ...rate });
}

/** Keeps what has been shown as heard: an estimate may fall back when more of the audio or of the text arrives. */
function keepAhead(next: HeardText, { heardText }: HeardText): HeardText {
  const text = next.heardText + next.unheardText;
  const isBehind = next.isEstimate && next.heardText.length < heardText.length;
  if (!isBehind || !text.startsWith(heardText)) return next;
  return { heardText, unheardText: text.slice(heardText.length), isEstimate: true };
}

/** Follows the entry, and the playhead while the entry is audible. */
function follow({ store }: RealtimeSession, id: ItemId, onChange: () => void): () => void {
  let stopFrames: (() => void) | null = null;
  const update = () => {
    const isAudible = store.getState().speakingItemId === id;
    if (isAudible) stopFrames ??= onAnimationFrame(onChange);
    else {
      stopFrames?.();
      stopFrames = null;
    }
    onChange();
  };
  const stop = subscribeToRow(store, id, update);
  update();
  return () => {
    stop();
    stopFrames?.();
  };
}
