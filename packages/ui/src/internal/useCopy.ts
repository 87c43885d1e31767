'use client';

import { useState } from 'react';

/** The outcome of the last copy; `null` before the first. */
export type CopyOutcome = 'done' | 'failed' | null;

/** Copies a text to the clipboard, and keeps how that ended. */
export function useCopy(): readonly [outcome: CopyOutcome, copy: (text: string) => void] {
  const [outcome, setOutcome] = useState<CopyOutcome>(null);
  const copy = (text: string) => {
    // Without a secure context there is no clipboard.
    const write = async () => navigator.clipboard.writeText(text);
    write().then(
      () => setOutcome('done'),
      () => setOutcome('failed'),
    );
  };
  return [outcome, copy];
}
