'use client';

import { useRef, useState } from 'react';
import type { TranscriptEntry } from '@repartee/core';
import { useSession, useSessionEvent } from '@repartee/hooks';
import type { Labels } from '../../labels/Labels.ts';
import { useLabels } from '../../labels/useLabels.ts';

/**
 * Which finished entries are told to screen readers: `unheard` leaves out what the agent said aloud, because it was heard
 * already and would be talked over; `all` is for those who read by touch; `none` is silent.
 */
export type Announced = 'unheard' | 'all' | 'none';

/** How many lines stay. Those that leave are not told; a few are kept so that none leaves before it was read. */
const MAX_LINES = 8;

/**
 * Tells screen readers of finished rows, once each and politely, and of a question as soon as it is asked. It is a log
 * beside the rows and not the rows themselves: growing rows would be read anew with every word, and two equal lines that
 * replace each other would be read once.
 */
export function Announcer({ announced }: { readonly announced: Announced }) {
  const session = useSession();
  const labels = useLabels();
  const [lines, setLines] = useState<readonly { readonly key: number; readonly words: string }[]>([]);
  const told = useRef(0);
  const tell = (words: string | null) => {
    if (words === null || announced === 'none') return;
    told.current += 1;
    const line = { key: told.current, words };
    setLines((before) => [...before, line].slice(-MAX_LINES));
  };
  useSessionEvent('entry-added', (entry) => {
    if (entry.kind === 'approval') tell(labels.approvalQuestion(entry.name, entry.serverLabel));
  });
  useSessionEvent('entry-settled', (entry) => {
    const isMute = session.store.getState().volume === 0;
    if (announced === 'all' || isMute || !wasHeard(entry)) tell(wordsOf(entry, labels));
  });
  return (
    <div className="repartee-hidden" role="log" aria-live="polite" aria-relevant="additions">
      {lines.map(({ key, words }) => (
        <p key={key}>{words}</p>
      ))}
    </div>
  );
}

function wasHeard(entry: TranscriptEntry): boolean {
  return entry.kind === 'message' && entry.role === 'agent' && entry.modality === 'audio';
}

function wordsOf(entry: TranscriptEntry, labels: Labels): string | null {
  switch (entry.kind) {
    case 'approval':
      return entry.state === 'approved' ? labels.approved : labels.declined;
    case 'tool':
    case 'remote-tool':
      return `${entry.name}: ${labels.toolStates[entry.state]}`;
    default: {
      const who = entry.role === 'user' ? labels.you : entry.role === 'agent' ? labels.agent : labels.system;
      if (entry.state === 'failed') return `${who}: ${labels.notUnderstood}`;
      return entry.text === '' ? null : `${who}: ${entry.text}`;
    }
  }
}
