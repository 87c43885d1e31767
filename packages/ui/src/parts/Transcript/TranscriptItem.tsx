'use client';

import { memo } from 'react';
import type { ItemId, TranscriptEntry } from '@repartee/core';
import { useTranscriptItem } from '@repartee/hooks';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { ApprovalRow } from './ApprovalRow.tsx';
import { MessageRow } from './MessageRow.tsx';
import { ToolRow } from './ToolRow.tsx';

/** What `Transcript.Item` shows. */
export interface TranscriptItemState {
  readonly kind: TranscriptEntry['kind'];
  readonly role: 'user' | 'agent' | 'system' | null;
  readonly state: TranscriptEntry['state'];
  readonly modality: 'audio' | 'text' | null;
}

/** The props of `Transcript.Item`. */
export type TranscriptItemProps = Omit<PartProps<'li', TranscriptItemState>, 'children' | 'id'> & {
  /** The id of the entry, as `useTranscript` lists it. */
  readonly id: ItemId;
};

/** One row: what somebody said, a tool that was called, or a question to the user. It re-renders when its entry changes. */
export const TranscriptItem = memo(function TranscriptItem({
  id,
  className,
  style,
  ...props
}: TranscriptItemProps) {
  const entry = useTranscriptItem(id);
  if (!entry) return null;
  const isMessage = entry.kind === 'message';
  const state: TranscriptItemState = {
    kind: entry.kind,
    role: isMessage ? entry.role : null,
    state: entry.state,
    modality: isMessage ? entry.modality : null,
  };
  return (
    <li {...props} {...resolvePart('repartee-row', state, { className, style })}>
      <RowContent entry={entry} />
    </li>
  );
});

function RowContent({ entry }: { readonly entry: TranscriptEntry }) {
  switch (entry.kind) {
    case 'message':
      return <MessageRow entry={entry} />;
    case 'approval':
      return <ApprovalRow entry={entry} />;
    default:
      return <ToolRow entry={entry} />;
  }
}
