'use client';

import { useDeferredValue, useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { ItemId } from '@repartee/core';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { TranscriptRow } from '../Transcript/TranscriptRow.tsx';
import type { RowOptions } from '../Transcript/RowOptions.ts';
import { TranscriptRows } from '../Transcript/TranscriptRows.tsx';
import { transcriptLabels } from '../Transcript/transcriptLabels.ts';
import { Matches } from './Matches.tsx';
import { entriesOf, searchableText } from './storedEntries.ts';
import type { StoredConversation } from './storedEntries.ts';
import { transcriptViewLabels } from './transcriptViewLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The state of a `TranscriptView`. */
export interface TranscriptState {
  readonly isEmpty: boolean;
  /** Whether it shows matches of a search only. */
  readonly isSearching: boolean;
}

/** The props of `TranscriptView`. */
export type TranscriptViewProps = Omit<PartProps<'div', TranscriptState>, 'children'> &
  RowOptions & {
    /** The conversation. Keep its identity: a new one renders all rows again. */
    readonly conversation: StoredConversation;
    /** Whether it has a search field. @default false */
    readonly searchable?: boolean;
    /** Shown while there are no entries. @default a sentence from the labels */
    readonly empty?: ReactNode;
  };

/**
 * A stored conversation, without a session: the rows of a `TranscriptRoot`, with a search. Give it a height.
 *
 * Attributes: `data-empty`, `data-searching`.
 *
 * @example
 * <TranscriptView conversation={JSON.parse(saved)} searchable times style={{ blockSize: '24rem' }} />
 */
export function TranscriptView(given: TranscriptViewProps) {
  const { conversation, searchable = false, empty, ...rest } = given;
  const { renderText, markdown, actions, tools, times, ...props } = rest;
  const labels = usePartLabels(transcriptLabels);
  const entries = useMemo(() => entriesOf(conversation), [conversation]);
  const [query, setQuery] = useState('');
  const pattern = useDeferredValue(query.trim());
  const found = useMemo(() => search(entries, pattern), [entries, pattern]);
  const renderRow = useMemo(() => {
    const byId = new Map(found.map((entry) => [entry.id, entry]));
    const mark = (text: string) => <Matches text={text} pattern={pattern} />;
    const text = renderText ?? (pattern === '' ? undefined : mark);
    const options = { renderText: text, markdown, actions, tools, times };
    return (id: ItemId) => {
      const entry = byId.get(id);
      return entry && <TranscriptRow entry={entry} isStored {...options} />;
    };
  }, [found, pattern, renderText, markdown, actions, tools, times]);
  const ids = useMemo(() => found.map(({ id }) => id), [found]);
  const isEmpty = entries.length === 0;
  return usePart('div', props, {
    name: 'repartee-transcript',
    state: { isEmpty, isSearching: pattern !== '' } satisfies TranscriptState,
    children: (slot) => (
      <>
        {searchable && (
          <Search query={query} onChange={setQuery} matches={pattern === '' ? null : found.length} />
        )}
        <div
          className={slot('repartee-transcript-viewport repartee-focus')}
          role="region"
          aria-label={labels.transcript}
          tabIndex={0}
        >
          <div className={slot('repartee-transcript-content')}>
            {isEmpty && (
              <div className={slot('repartee-transcript-empty')}>{empty ?? labels.emptyTranscript}</div>
            )}
            {ids.length > 0 && <TranscriptRows ids={ids} renderRow={renderRow} />}
          </div>
        </div>
      </>
    ),
  });
}

interface SearchProps {
  readonly query: string;
  readonly onChange: (query: string) => void;
  readonly matches: number | null;
}

function Search({ query, onChange, matches }: SearchProps) {
  const slot = useSlots();
  const labels = usePartLabels(transcriptViewLabels);
  const id = useId();
  return (
    <div className={slot('repartee-search')}>
      <label className="repartee-hidden" htmlFor={id}>
        {labels.searchTranscript}
      </label>
      <input
        id={id}
        className={slot('repartee-search-field repartee-focus')}
        type="search"
        value={query}
        placeholder={labels.searchTranscript}
        onChange={({ target }) => onChange(target.value)}
      />
      <span className={slot('repartee-search-count')} role="status">
        {matches !== null && labels.searchMatches(matches)}
      </span>
    </div>
  );
}

function search(entries: ReturnType<typeof entriesOf>, pattern: string): ReturnType<typeof entriesOf> {
  if (pattern === '') return entries;
  const wanted = pattern.toLowerCase();
  return entries.filter((entry) => searchableText(entry).toLowerCase().includes(wanted));
}
