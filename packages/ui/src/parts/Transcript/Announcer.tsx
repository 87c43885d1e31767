'use client';

import { useState } from 'react';
import type { TranscriptEntry } from '@repartee/core';
import { useSessionEvent } from '@repartee/hooks';
import { useLabels } from '../../labels/useLabels.ts';

/**
 * Tells screen readers of finished rows, once each and politely. Growing rows are not told: a reader would begin anew with
 * every word. What the agent says aloud is not repeated either, because it has just been heard.
 */
export function Announcer() {
  const labels = useLabels();
  const [words, setWords] = useState('');
  useSessionEvent('entry-settled', (entry) => {
    const told = tell(entry, labels.you, labels.agent);
    if (told) setWords(told);
  });
  return (
    <p className="repartee-hidden" aria-live="polite">
      {words}
    </p>
  );
}

function tell(entry: TranscriptEntry, you: string, agent: string): string | null {
  if (entry.kind === 'tool') return `${entry.name}: ${entry.output ?? ''}`;
  if (entry.kind !== 'message' || entry.text === '') return null;
  if (entry.role === 'agent' && entry.modality === 'audio') return null;
  return `${entry.role === 'user' ? you : agent}: ${entry.text}`;
}
