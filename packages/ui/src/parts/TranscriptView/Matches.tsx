'use client';

import { useSlots } from '../../internal/useSlots.ts';

interface MatchesProps {
  readonly text: string;
  readonly pattern: string;
}

/** A text in which the matches of a search are marked. */
export function Matches({ text, pattern }: MatchesProps) {
  const slot = useSlots();
  // A group in the pattern keeps the matches: each second part is one.
  const parts = text.split(
    new RegExp(`(${pattern.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)})`, 'giu'),
  );
  return parts.map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // The parts of a text have no identity but their place.
      // oxlint-disable-next-line react/no-array-index-key
      <mark key={at} className={slot('repartee-search-match')}>
        {part}
      </mark>
    ),
  );
}
