'use client';

import { useState } from 'react';
import type { TranscriptEntry } from '@repartee/core';
import { entryOf, useSessionState } from '@repartee/hooks';

/** More than this is not counted. */
const MOST = 99;

/** Counts what has come since a widget was closed and was neither heard nor read: written answers, and requests for approval. */
export function useUnread(isOpen: boolean): number {
  const length = useSessionState(({ transcript }) => transcript.order.length);
  const [readTo, setReadTo] = useState(length);
  // A visible message is read, and a conversation that has begun anew is shorter.
  if (readTo !== length && (isOpen || readTo > length)) setReadTo(length);
  return useSessionState(({ transcript: { order, ...transcript } }) =>
    isOpen || readTo >= order.length
      ? 0
      : order
          .slice(Math.max(readTo, order.length - MOST))
          .filter((id) => waits(entryOf({ order, ...transcript }, id))).length,
  );
}

function waits(entry: TranscriptEntry | null): boolean {
  if (entry?.kind === 'approval') return entry.state === 'pending';
  return (
    entry?.kind === 'message' && entry.role === 'agent' && entry.modality === 'text' && entry.text !== ''
  );
}
